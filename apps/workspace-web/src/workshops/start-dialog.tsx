import { setStartsAt } from "@milango/core/workshops";
import { useState } from "react";
import { clockAt, dateAt, instantAt } from "../app/local-time.ts";
import { useTerritoryName } from "../app/territory-name.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { ClockPair } from "../ui/clock-pair.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { useDesk } from "./agenda-context.ts";

/** Moves the whole workshop to another hour, typed in one's own and seen in the other's. */
export default function StartDialog({
  startsAt,
  onClose,
}: {
  readonly startsAt: number;
  readonly onClose: () => void;
}) {
  const t = useText();
  const nameOf = useTerritoryName();
  const { hand, own, other } = useDesk();
  const [date, setDate] = useState(() => dateAt(startsAt, own));
  const [time, setTime] = useState(() => clockAt(startsAt, own));
  const next = instantAt(date, time, own);
  return (
    <Dialog title={t("agenda.startTitle")} onClose={onClose}>
      <Field label={t("workshops.date")}>
        <input type="date" value={date} onChange={(event) => setDate(event.target.value)} />
      </Field>
      <Field label={t("workshops.time", { territory: nameOf(own) })}>
        <input type="time" step={300} value={time} onChange={(event) => setTime(event.target.value)} />
      </Field>
      {next !== undefined && other !== undefined && (
        <ClockPair
          doors
          own={{ text: clockAt(next, own), territory: { code: own, name: nameOf(own) } }}
          other={{ text: clockAt(next, other), territory: { code: other, name: nameOf(other) } }}
        />
      )}
      <DialogActions>
        <Button onClick={onClose}>{t("app.cancel")}</Button>
        <Button
          look="go"
          disabled={next === undefined}
          onClick={() => {
            if (next !== undefined) {
              hand.newStep();
              setStartsAt(hand.editing, next);
            }
            onClose();
          }}
        >
          {t("agenda.moveStart")}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
