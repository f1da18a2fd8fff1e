import { Button } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { problemSentence } from "./problem-sentence.ts";
import { useText } from "./text.ts";

/** A page that could not be read: why, and a way to try again. */
export function Failure({ failure, retry }: { readonly failure: unknown; readonly retry: () => void }) {
  const t = useText();
  return (
    <div role="alert">
      <Empty title={t("problem.title")} action={<Button onClick={retry}>{t("app.retry")}</Button>}>
        {problemSentence(failure, t)}
      </Empty>
    </div>
  );
}

/** Something is on its way. */
export function Loading() {
  const t = useText();
  return (
    <p role="status" style={{ padding: "24px", color: "var(--ink-2)" }}>
      {t("app.loading")}
    </p>
  );
}
