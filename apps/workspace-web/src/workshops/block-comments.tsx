import type { WorkshopId } from "@milango/core/identity";
import { type Comment, readMentions } from "@milango/core/workshops";
import { type FormEvent, useRef, useState } from "react";
import { useIntl } from "react-intl";
import { useAnnounce } from "../app/announcer.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { useResource } from "../app/resource.ts";
import { useMe } from "../app/session.tsx";
import { savingStarted } from "../app/sync-status.ts";
import { useText } from "../app/text.ts";
import { Button } from "../ui/button.tsx";
import { inputClass } from "../ui/field.tsx";
import text from "../ui/text.module.css";
import { useDesk } from "./agenda-context.ts";
import { useAgendaRecord } from "./agenda-record.tsx";
import styles from "./block-comments.module.css";
import { discardComment, postComment, useWaitingComments, type WaitingComment } from "./waiting-comments.ts";

/** What people say about one block: threads, oldest first; settled ones stand aside. */
export function BlockComments({ blockId }: { readonly blockId: string }) {
  const t = useText();
  const { workshop } = useDesk();
  const id = workshop.id as WorkshopId;
  const [showSettled, setShowSettled] = useState(false);
  const comments = useResource(`comments ${id} ${blockId}`, (signal) =>
    milango.comments.list(id, { block: blockId, limit: 200 }, { signal }),
  );
  useNews(["comments.changed"], (event) => {
    if (event.name === "comments.changed" && event.body.workshopId === id) comments.reload();
  });
  const items = comments.value?.items ?? [];
  const threads = items.filter(({ threadId }) => threadId === null);
  const settled = threads.filter(({ resolvedAt }) => resolvedAt !== null).length;
  return (
    <section className={styles.comments} aria-labelledby={`comments-${blockId}`}>
      <h3 id={`comments-${blockId}`} className={text.label}>
        {t("comments.title", { count: threads.length - settled })}
      </h3>
      {comments.failure !== undefined && items.length === 0 && <p className={text.muted}>{t("comments.unread")}</p>}
      {threads
        .filter(({ resolvedAt }) => showSettled || resolvedAt === null)
        .map((first) => (
          <Thread
            key={first.id}
            first={first}
            answers={items.filter(({ threadId }) => threadId === first.id)}
            onChange={comments.reload}
          />
        ))}
      {settled > 0 && (
        <button type="button" className={text.link} onClick={() => setShowSettled(!showSettled)}>
          {t(showSettled ? "comments.hideSettled" : "comments.showSettled", { count: settled })}
        </button>
      )}
      <Waiting isHere={({ draft }) => draft.threadId === undefined && draft.blockId === blockId} />
      <Write
        label={t("comments.write")}
        send={async (words) => {
          await postComment(id, { text: words, blockId });
          comments.reload();
        }}
      />
    </section>
  );
}

function Thread({
  first,
  answers,
  onChange,
}: {
  readonly first: Comment;
  readonly answers: readonly Comment[];
  readonly onChange: () => void;
}) {
  const t = useText();
  const announce = useAnnounce();
  const { workshop } = useDesk();
  const change = async (resolved: boolean) => {
    await milango.comments.update(first.id, { resolved });
    onChange();
    if (resolved)
      announce({ title: t("comments.settled"), action: { label: t("agenda.undo"), act: () => void change(false) } });
  };
  return (
    <article className={styles.thread}>
      <Said comment={first} onChange={onChange} />
      {answers.map((answer) => (
        <Said key={answer.id} comment={answer} onChange={onChange} />
      ))}
      <div className={styles.actions}>
        <button type="button" className={text.link} onClick={() => void change(first.resolvedAt === null)}>
          {t(first.resolvedAt === null ? "comments.settle" : "comments.reopen")}
        </button>
      </div>
      <Waiting isHere={({ draft }) => draft.threadId === first.id} />
      {first.resolvedAt === null && (
        <Write
          label={t("comments.answer")}
          send={async (words) => {
            await postComment(workshop.id as WorkshopId, { text: words, threadId: first.id });
            onChange();
          }}
        />
      )}
    </article>
  );
}

function Said({ comment, onChange }: { readonly comment: Comment; readonly onChange: () => void }) {
  const t = useText();
  const intl = useIntl();
  const me = useMe();
  const when = intl.formatDate(comment.at, { dateStyle: "medium", timeStyle: "short" });
  return (
    <div className={styles.said}>
      <p className={text.muted}>
        <strong>{comment.by?.name ?? t("comments.somebody")}</strong> {when}
        {comment.editedAt !== null && ` · ${t("comments.edited")}`}
        {comment.by?.id === me?.id && me !== undefined && (
          <>
            {" · "}
            <button
              type="button"
              className={text.link}
              onClick={() => void milango.comments.remove(comment.id).then(onChange)}
            >
              {t("comments.remove")}
            </button>
          </>
        )}
      </p>
      <p className={styles.words}>
        <Words text={comment.text} />
      </p>
    </div>
  );
}

/** A comment's words; those it calls on stand out. */
function Words({ text: words }: { readonly text: string }) {
  const { people } = useAgendaRecord();
  let at = 0;
  return readMentions(words, [...people.values()]).map((part) => {
    at += part.text.length;
    return part.personId === undefined ? part.text : <b key={at}>{part.text}</b>;
  });
}

/** What was written here without network: it is seen, and seen not to be sent. */
function Waiting({ isHere }: { readonly isHere: (comment: WaitingComment) => boolean }) {
  const t = useText();
  const { workshop } = useDesk();
  const waiting = useWaitingComments().filter((one) => one.workshopId === workshop.id && isHere(one));
  return waiting.map(({ key, draft, refused }) => (
    <div key={key} className={styles.said}>
      <p className={refused === undefined ? text.muted : undefined} role={refused === undefined ? undefined : "alert"}>
        {t(refused === undefined ? "comments.waiting" : "comments.refused")}
        {refused !== undefined && (
          <>
            {" · "}
            <button type="button" className={text.link} onClick={() => discardComment(key)}>
              {t("comments.remove")}
            </button>
          </>
        )}
      </p>
      <p className={styles.words}>
        <Words text={draft.text} />
      </p>
    </div>
  ));
}

/** A few words to send; once sent off they stand above, as waiting until the server has them. */
function Write({ label, send }: { readonly label: string; readonly send: (words: string) => Promise<void> }) {
  const t = useText();
  const [words, setWords] = useState("");
  const field = useRef<HTMLTextAreaElement>(null);
  const { people } = useAgendaRecord();
  const begun = /@([\p{L} ]{0,40})$/u.exec(words)?.[1]?.toLowerCase();
  const called =
    begun === undefined
      ? []
      : [...people.values()].filter(({ name }) => name.toLowerCase().startsWith(begun)).slice(0, 6);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (words.trim() === "") return;
    setWords("");
    void send(words.trim()).finally(savingStarted());
  };
  return (
    <form className={styles.write} onSubmit={submit}>
      {called.length > 0 && (
        <ul className={styles.called} aria-label={t("comments.callOn")}>
          {called.map(({ id, name }) => (
            <li key={id}>
              <button
                type="button"
                className={text.link}
                onClick={() => {
                  setWords(`${words.slice(0, words.lastIndexOf("@"))}@${name} `);
                  field.current?.focus();
                }}
              >
                @{name}
              </button>
            </li>
          ))}
        </ul>
      )}
      <textarea
        ref={field}
        className={inputClass}
        aria-label={label}
        placeholder={label}
        rows={words === "" ? 1 : 3}
        maxLength={4000}
        value={words}
        onChange={(event) => setWords(event.target.value)}
      />
      {words.trim() !== "" && (
        <Button type="submit" size="small">
          {t("comments.send")}
        </Button>
      )}
    </form>
  );
}
