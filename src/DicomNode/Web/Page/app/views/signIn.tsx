import type { VNode } from 'preact';
import { useState } from 'preact/hooks';
import { ApiError, send } from '../api';
import { useSession } from '../session';
import { ThemeSwitch } from '../ui/themeSwitch';

const noRole = (user: string): string => `${user} may not see this page. An administrator gives the role See.`;

export function SignIn({ onSignedIn }: { onSignedIn: () => void }): VNode {
  const session = useSession();
  if (session.signIn === 'Form') {
    return (
      <main class="sign-in">
        <h1>DICOM node <bdi>{session.aeTitle}</bdi></h1>
        {session.user !== null && <p role="alert">{noRole(session.user)}</p>}
        <SignInForm onSignedIn={onSignedIn} />
        <p class="hint">Accounts are made on the machine itself: <code>dicomnode users add NAME --role see</code></p>
        <ThemeSwitch />
      </main>
    );
  }

  return (
    <main class="sign-in">
      <h1>DICOM node</h1>
      <p role="alert">{session.user === null
        ? 'Nobody is signed in. The reverse proxy before this node has to say who you are; its address or its header may be missing in the configuration (Http).'
        : noRole(session.user)}</p>
    </main>
  );
}

function SignInForm({ onSignedIn }: { onSignedIn: () => void }): VNode {
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const submit = async (event: SubmitEvent) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setProblem(null);
    try {
      await send('POST', '/session', { user: entered.get('user'), password: entered.get('password') });
      onSignedIn();
    } catch (error) {
      setProblem(error instanceof ApiError && error.status !== 401 ? error.message : 'This name with this password is not known.');
    } finally {
      setBusy(false);
    }
  };
  return (
    <form onSubmit={(e) => void submit(e)}>
      <label for="user">User</label>
      <input id="user" name="user" autocomplete="username" autocapitalize="none" spellcheck={false} required autofocus />
      <label for="password">Password</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <p class="form-problem" role="alert">{problem}</p>
      <button type="submit" class="primary" aria-disabled={isBusy}>Sign in</button>
    </form>
  );
}
