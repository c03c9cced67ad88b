import type { VNode } from 'preact';
import { send } from './api';
import { useConnection } from './live';
import { href } from './route';
import { useSession } from './session';
import { Action } from './ui/action';
import { Badge } from './ui/badge';
import { ThemeSwitch } from './ui/themeSwitch';
import { sections } from './views';

interface HeaderProps {
  current: string;
  onSignedOut: () => void;
}

export function Header({ current, onSignedOut }: HeaderProps): VNode {
  const session = useSession();
  const signOut = async () => {
    await send('DELETE', '/session');
    onSignedOut();
    return 'Signed out.';
  };
  return (
    <header>
      <p class="brand"><strong>DICOM node</strong> <bdi>{session.aeTitle}</bdi></p>
      <nav aria-label="Views">
        <ul>
          {sections.map((s) => (
            <li key={s.key}><a href={href(s.path)} aria-current={s.key === current ? 'page' : undefined}>{s.title}</a></li>
          ))}
        </ul>
      </nav>
      <div class="who">
        <Live />
        <ThemeSwitch />
        {session.user && <bdi class="user">{session.user}</bdi>}
        {session.signIn === 'Form' && session.user && <Action run={signOut}>Sign out</Action>}
      </div>
    </header>
  );
}

function Live(): VNode {
  const { state } = useConnection();
  return (
    <span role="status" class="live">
      {state === 'lost'
        ? <Badge tone="bad">Not connected</Badge>
        : <Badge tone={state === 'open' ? 'good' : 'idle'}>{state === 'open' ? 'Live' : 'Connecting'}</Badge>}
    </span>
  );
}
