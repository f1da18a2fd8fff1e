import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { ActingProvider } from "./acting.tsx";
import { AnnouncerProvider } from "./announcer.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Failure, Loading } from "./failure.tsx";
import { LocaleProvider, Spoken } from "./locale.tsx";
import type { MessagePart } from "./messages.ts";
import { NewsProvider } from "./news.tsx";
import { NotFound } from "./not-found.tsx";
import { SessionProvider, useSession } from "./session.tsx";
import { Shell } from "./shell.tsx";

const rooms: readonly MessagePart[] = ["rooms"];
const workshops: readonly MessagePart[] = ["workshops"];
const people: readonly MessagePart[] = ["rooms", "members"];
const both: readonly MessagePart[] = ["rooms", "workshops"];

const HomePage = lazy(() => import("../home/home-page.tsx"));
const SignInPage = lazy(() => import("../identity/sign-in-page.tsx"));
const AccountPage = personal(lazy(() => import("../identity/account-page.tsx")));
const JoinPage = lazy(() => import("../members/join-page.tsx"));
const AdministrationPage = personal(lazy(() => import("../members/administration-page.tsx")));
const StopDigestPage = lazy(() => import("../identity/stop-digest-page.tsx"));
const DirectoryPage = lazy(() => import("../actors/directory-page.tsx"));
const ActorPage = lazy(() => import("../actors/actor-page.tsx"));
const SuggestionsPage = personal(lazy(() => import("../matching/suggestions-page.tsx")));
const IntroductionPage = personal(lazy(() => import("../introductions/introduction-page.tsx")));
const WorkshopsPage = personal(lazy(() => import("../workshops/workshops-page.tsx")));
const NewWorkshopPage = personal(lazy(() => import("../workshops/new-workshop-page.tsx")));
const loadAgenda = () => import("../workshops/agenda-page.tsx");
const AgendaPage = personal(lazy(loadAgenda));
// On a slow line every wait counts: an agenda is fetched beside the question who asks for it.
if (/^\/workshops\/[\da-f-]{36}$/.test(location.pathname)) void loadAgenda();

/** The whole workspace: what surrounds every page, then the page of the address. */
export function App() {
  return (
    <LocaleProvider>
      <SessionProvider>
        <NewsProvider>
          <ActingProvider>
            <AnnouncerProvider>
              <Pages />
            </AnnouncerProvider>
          </ActingProvider>
        </NewsProvider>
      </SessionProvider>
    </LocaleProvider>
  );
}

function Pages() {
  const [path] = useLocation();
  return (
    <Switch>
      <Route path="/">
        <Suspense fallback={null}>
          <Spoken parts={rooms}>
            <HomePage />
          </Spoken>
        </Suspense>
      </Route>
      <Route>
        <Shell>
          <ErrorBoundary key={path}>
            <Suspense fallback={<Loading />}>
              <Switch>
                {page("/sign-in", rooms, SignInPage)}
                {page("/join", people, JoinPage)}
                {page("/administration", people, AdministrationPage)}
                {page("/digest/stop", people, StopDigestPage)}
                {page("/directory", rooms, DirectoryPage)}
                {pageOf("/actors/:id", rooms, ActorPage)}
                {page("/account", people, AccountPage)}
                {page("/suggestions", rooms, SuggestionsPage)}
                {pageOf("/introductions/:id", both, IntroductionPage)}
                {page("/workshops", workshops, WorkshopsPage)}
                {page("/workshops/new", workshops, NewWorkshopPage)}
                {pageOf("/workshops/:id", workshops, AgendaPage)}
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </Shell>
      </Route>
    </Switch>
  );
}

function page(path: string, words: readonly MessagePart[], Page: ComponentType) {
  return (
    <Route path={path}>
      <Spoken parts={words}>
        <Page />
      </Spoken>
    </Route>
  );
}

/** A page about one thing; another thing of the same kind is another page. */
function pageOf(path: string, words: readonly MessagePart[], Page: ComponentType<{ readonly id: string }>) {
  return (
    <Route path={path}>
      {({ id }: { readonly id?: string }) => (
        <Spoken parts={words}>
          <Page key={id} id={id ?? ""} />
        </Spoken>
      )}
    </Route>
  );
}

/** A page that belongs to somebody. */
function personal<Props extends object>(Page: ComponentType<Props>): ComponentType<Props> {
  return function Personal(props: Props) {
    return (
      <SignedIn>
        <Page {...props} />
      </SignedIn>
    );
  };
}

/** Sends a stranger to the sign-in page, and back afterwards. */
function SignedIn({ children }: { readonly children: ReactNode }) {
  const { session, retry } = useSession();
  const [path] = useLocation();
  const search = useSearch();
  switch (session.state) {
    case "loading":
      return <Loading />;
    case "unreachable":
      return <Failure failure={undefined} retry={retry} />;
    case "guest":
      return (
        <Redirect to={`/sign-in?next=${encodeURIComponent(path + (search === "" ? "" : `?${search}`))}`} replace />
      );
    case "person":
      return children;
  }
}
