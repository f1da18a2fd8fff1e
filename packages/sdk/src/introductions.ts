import type { ActorId, IntroductionId } from "@milango/core/identity";
import type {
  Introduction,
  IntroductionDraft,
  IntroductionState,
  MeetingChoice,
  OutcomeDraft,
  SlotsDraft,
} from "@milango/core/introductions";
import type { Http, RequestOptions } from "./http.ts";
import { allOf, type Page, type PageParams } from "./page.ts";

type IntroductionParams = {
  readonly actorId?: ActorId | undefined;
  readonly state?: IntroductionState | undefined;
} & PageParams;

/** Double opt-in meetings of two actors. */
export function createIntroductions(http: Http) {
  const list = (params: IntroductionParams = {}, options?: RequestOptions) =>
    http.send<Page<Introduction>>("GET", "/introductions", { ...options, query: { ...params } });
  const answer = (act: "accept" | "decline" | "withdraw") => (id: IntroductionId, actorId?: ActorId) =>
    http.send<Introduction>("POST", `/introductions/${id}/${act}`, { body: actorId === undefined ? {} : { actorId } });
  return {
    list,
    all: (params: IntroductionParams = {}) => allOf(list, params),
    ask: (draft: IntroductionDraft, options?: RequestOptions) =>
      http.send<Introduction>("POST", "/introductions", { ...options, body: draft }),
    get: (id: IntroductionId, options?: RequestOptions) =>
      http.send<Introduction>("GET", `/introductions/${id}`, options),
    /** `actorId` says for whom, when the caller may act for both sides. */
    accept: answer("accept"),
    decline: answer("decline"),
    withdraw: answer("withdraw"),
    /** Says when one side could meet. */
    proposeSlots: (id: IntroductionId, draft: SlotsDraft) =>
      http.send<Introduction>("POST", `/introductions/${id}/slots`, { body: draft }),
    /** The other side chooses one of them. */
    chooseSlot: (id: IntroductionId, choice: MeetingChoice) =>
      http.send<Introduction>("POST", `/introductions/${id}/meeting`, { body: choice }),
    report: (id: IntroductionId, outcome: OutcomeDraft) =>
      http.send<Introduction>("POST", `/introductions/${id}/outcome`, { body: outcome }),
  };
}
