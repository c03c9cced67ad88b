import type { VNode } from 'preact';
import { useCallback, useEffect, useRef, useState } from 'preact/hooks';
import { ApiError, get, onSignedOut } from './api';
import * as live from './live';
import { usePlace } from './route';
import { SessionContext } from './session';
import type { Session } from './types';
import { Notices } from './ui/notices';
import { Failure } from './ui/text';
import { Header } from './header';
import { viewOf } from './views';
import { SignIn } from './views/signIn';

const retryMs = 3000;

/** Asks who is there, and shows the sign-in form or the view that the address names. */
export function App(): VNode {
  const [session, setSession] = useState<Session | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = useCallback(async () => {
    try {
      setSession(await get<Session>('/session'));
      setProblem(null);
    } catch (error) {
      setProblem(error instanceof ApiError ? error.message : String(error));
    }
  }, []);

  useEffect(() => {
    onSignedOut(() => void ask());
    void ask();
  }, []);

  useEffect(() => {
    if (session === null && problem !== null) {
      const timer = setTimeout(() => void ask(), retryMs);
      return () => clearTimeout(timer);
    }

    return undefined;
  });

  const maySee = session?.roles.includes('See') ?? false;
  useEffect(() => {
    if (!maySee) {
      return undefined;
    }

    live.start(() => void ask());
    return live.stop;
  }, [maySee]);

  if (session === null) {
    return <main>{problem === null ? <p class="waiting">Connecting…</p> : <Failure retry={() => void ask()}>{problem}</Failure>}</main>;
  }

  return (
    <SessionContext.Provider value={session}>
      {maySee ? <Views onSignedOut={() => void ask()} /> : <SignIn onSignedIn={() => void ask()} />}
      <Notices />
    </SessionContext.Provider>
  );
}

function Views({ onSignedOut: signedOut }: { onSignedOut: () => void }): VNode {
  const place = usePlace();
  const main = useRef<HTMLElement>(null);
  const view = viewOf(place);
  const isFirst = useRef(true);

  useEffect(() => {
    document.title = `${view.title} – DICOM node`;
  }, [view.title]);

  // another view: a keyboard and a screen reader begin at its top, as they would on a page of its own
  useEffect(() => {
    if (!isFirst.current) {
      main.current?.focus();
      scrollTo(0, 0);
    }

    isFirst.current = false;
  }, [view.key]);

  return (
    <>
      <a class="skip" href="#main" onClick={(e) => { e.preventDefault(); main.current?.focus(); }}>To the content</a>
      <Header current={view.section} onSignedOut={signedOut} />
      <main id="main" tabIndex={-1} ref={main}>
        <h1>{view.title}</h1>
        <view.Component key={view.key} place={place} />
      </main>
      <footer>
        <span>Times are local; point at one for UTC.</span> <span>Research use; not a medical device.</span> <a href="page/notices.txt">Licences</a> <a href="openapi/v1.json">API</a>
      </footer>
    </>
  );
}
