import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Role, Session } from './types';

/** Who looks at the page. */
export const SessionContext = createContext<Session | null>(null);

export const useSession = (): Session => useContext(SessionContext)!;

export const useMay = (role: Role): boolean => useSession().roles.includes(role);
