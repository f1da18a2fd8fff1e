import type { ActorId } from "@milango/core/identity";
import { useEffect, useState } from "react";
import { Link, useLocation, useSearchParams } from "wouter";
import { useActing } from "../app/acting.tsx";
import { useAnnounce } from "../app/announcer.tsx";
import { Failure, Loading } from "../app/failure.tsx";
import { milango } from "../app/milango.ts";
import { useNews } from "../app/news.tsx";
import { useResource } from "../app/resource.ts";
import { useText } from "../app/text.ts";
import { Button, buttonClass } from "../ui/button.tsx";
import { Empty } from "../ui/empty.tsx";
import { Icon } from "../ui/icon.tsx";
import { type InboxItem, type Tab, tabs } from "./inbox.ts";
import { IntroductionCard } from "./introduction-card.tsx";
import { readInbox } from "./read-inbox.ts";
import { SuggestionCard } from "./suggestion-card.tsx";
import { SuggestionList } from "./suggestion-list.tsx";
import styles from "./suggestions-page.module.css";

/** Partners proposed to one of one's actors, and what became of them. */
export default function SuggestionsPage() {
  const t = useText();
  const { actor } = useActing();
  if (actor === undefined) {
    return (
      <Empty
        title={t("suggestions.noActor")}
        action={
          <Link href="/directory" className={buttonClass()}>
            {t("nav.directory")}
          </Link>
        }
      >
        {t("suggestions.noActorHint")}
      </Empty>
    );
  }
  return <Inbox key={actor.id} actorId={actor.id} />;
}

function Inbox({ actorId }: { readonly actorId: ActorId }) {
  const t = useText();
  const announce = useAnnounce();
  const { actor, actors } = useActing();
  const [, navigate] = useLocation();
  const [params, setParams] = useSearchParams();
  const tab: Tab = tabs.find((one) => one === params.get("state")) ?? "open";
  const chosen = params.get("id");
  const inbox = useResource(`inbox ${actorId}`, (signal) => readInbox(actorId, signal));
  useNews(["matching.suggested", "matching.decided", "introductions.changed"], inbox.reload);

  const items = inbox.value?.items[tab] ?? [];
  const selected = useSteadySelection(items, chosen, tab);
  const choose = (id: string | null) =>
    setParams((before) => {
      const next = new URLSearchParams(before);
      if (id === null) next.delete("id");
      else next.set("id", id);
      return next;
    });

  if (inbox.value === undefined) {
    return inbox.failure === undefined ? <Loading /> : <Failure failure={inbox.failure} retry={inbox.reload} />;
  }

  async function accepted(introductionId: string | null, partner: string) {
    choose(null);
    inbox.reload();
    if (introductionId === null) return;
    const introduction = await milango.introductions.get(
      introductionId as Parameters<typeof milango.introductions.get>[0],
    );
    if (introduction.state === "connected") return navigate(`/introductions/${introductionId}`);
    announce({
      title: t("suggestions.accepted", { partner }),
      action: { label: t("suggestions.see"), act: () => navigate(`/introductions/${introductionId}`) },
    });
  }

  const index = selected === undefined ? -1 : items.indexOf(selected);
  return (
    <div className={styles.inbox} data-open={chosen === null ? undefined : ""}>
      <SuggestionList tab={tab} inbox={inbox.value} selected={selected} onChoose={choose} />
      <article className={styles.card} key={selected?.id}>
        <button type="button" className={styles.back} onClick={() => choose(null)}>
          <Icon name="back" />
          {t("suggestions.back", { tab: t(`suggestions.tab.${tab}`), index: index + 1, count: items.length })}
        </button>
        {selected === undefined ? (
          <Empty
            title={t(`suggestions.none.${tab}`)}
            action={
              tab === "open" ? (
                <Link href={`/actors/${actorId}`} className={buttonClass()}>
                  {t("needs.publishNeed")}
                </Link>
              ) : (
                <Button onClick={() => setParams({})}>{t("suggestions.tab.open")}</Button>
              )
            }
          >
            {t(`suggestions.noneHint.${tab}`)}
          </Empty>
        ) : selected.kind === "introduction" ? (
          <IntroductionCard introduction={selected.introduction} partner={selected.partner} />
        ) : (
          <SuggestionCard
            suggestion={selected.suggestion}
            own={actors.find(({ id }) => id === actorId) ?? actor}
            onAccepted={(answer) => void accepted(answer.introductionId, answer.partner.name)}
            onAnswered={(sentence) => {
              choose(null);
              inbox.reload();
              announce({ title: sentence });
            }}
          />
        )}
      </article>
    </div>
  );
}

/** What is read stays in view while the list changes around it; only when it leaves the list the first takes its place. */
function useSteadySelection(items: readonly InboxItem[], chosen: string | null, tab: Tab): InboxItem | undefined {
  const [pinned, setPinned] = useState<{ tab: Tab; id: string }>();
  const wanted = chosen ?? (pinned?.tab === tab ? pinned.id : undefined);
  const selected = items.find(({ id }) => id === wanted) ?? items[0];
  const id = selected?.id;
  useEffect(() => {
    if (id !== undefined) setPinned({ tab, id });
  }, [id, tab]);
  return selected;
}
