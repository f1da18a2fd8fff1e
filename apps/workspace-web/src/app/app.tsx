import { type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { Redirect, Route, Switch, useLocation, useSearch } from "wouter";
import { ActingProvider } from "./acting.tsx";
import { AnnouncerProvider } from "./announcer.tsx";
import { ErrorBoundary } from "./error-boundary.tsx";
import { Failure, Loading } from "./failure.tsx";
import { LocaleProvider } from "./locale.tsx";
import { NewsProvider } from "./news.tsx";
import { NotFound } from "./not-found.tsx";
import { SessionProvider, useSession } from "./session.tsx";
import { Shell } from "./shell.tsx";

const HomePage = lazy(() => import("../home/home-page.tsx"));
const SignInPage = lazy(() => import("../identity/sign-in-page.tsx"));
const AccountPage = lazy(() => import("../identity/account-page.tsx"));
const DirectoryPage = lazy(() => import("../actors/directory-page.tsx"));
const ActorPage = lazy(() => import("../actors/actor-page.tsx"));
const SuggestionsPage = lazy(() => import("../matching/suggestions-page.tsx"));
const IntroductionPage = lazy(() => import("../introductions/introduction-page.tsx"));
const WorkshopsPage = lazy(() => import("../workshops/workshops-page.tsx"));
const NewWorkshopPage = lazy(() => import("../workshops/new-workshop-page.tsx"));
const AgendaPage = lazy(() => import("../workshops/agenda-page.tsx"));

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
  return (
    <Switch>
      <Route path="/">
        <Suspense fallback={null}>
          <HomePage />
        </Suspense>
      </Route>
      <Route>
        <Shell>
          <ErrorBoundary>
            <Suspense fallback={<Loading />}>
              <Switch>
                <Route path="/sign-in" component={SignInPage} />
                <Route path="/directory" component={DirectoryPage} />
                <Route path="/actors/:id">{({ id }) => <ActorPage key={id} id={id} />}</Route>
                {personal("/account", AccountPage)}
                {personal("/suggestions", SuggestionsPage)}
                <Route path="/introductions/:id">
                  {({ id }) => (
                    <SignedIn>
                      <IntroductionPage key={id} id={id} />
                    </SignedIn>
                  )}
                </Route>
                {personal("/workshops", WorkshopsPage)}
                {personal("/workshops/new", NewWorkshopPage)}
                <Route path="/workshops/:id">
                  {({ id }) => (
                    <SignedIn>
                      <AgendaPage key={id} id={id} />
                    </SignedIn>
                  )}
                </Route>
                <Route component={NotFound} />
              </Switch>
            </Suspense>
          </ErrorBoundary>
        </Shell>
      </Route>
    </Switch>
  );
}

function personal(path: string, Page: ComponentType) {
  return (
    <Route path={path}>
      <SignedIn>
        <Page />
      </SignedIn>
    </Route>
  );
}

/** Pages that belong to somebody send a stranger to the sign-in page, and back afterwards. */
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
