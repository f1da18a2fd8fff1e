import type { PlaceName } from "@milango/sdk";
import { Spoken } from "../app/locale.tsx";
import type { MessagePart } from "../app/messages.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { Dialog, DialogActions } from "../ui/dialog.tsx";
import { PlacePeople } from "./place-people.tsx";

const words: readonly MessagePart[] = ["members"];
interface PeopleDialogProps {
  readonly place: PlaceName;
  readonly onClose: () => void;
}

/** The people of a workshop or of an actor. */
export default function PeopleDialog(props: PeopleDialogProps) {
  return (
    <Spoken parts={words}>
      <Inside {...props} />
    </Spoken>
  );
}

function Inside({ place, onClose }: PeopleDialogProps) {
  const t = useText();
  return (
    <Dialog wide title={t(`members.title.${place.in}`)} onClose={onClose}>
      <PlacePeople place={place} />
      <DialogActions>
        <Button onClick={onClose}>{t("app.close")}</Button>
      </DialogActions>
    </Dialog>
  );
}
