// The node's API. Every path is relative, so that the page works below whatever path a reverse proxy gives it.

/** The node, or what stands before it, said no. The message is for the operator. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    message: string,
  ) {
    super(message);
  }
}

type SignedOut = () => void;
let signedOut: SignedOut = () => {};

/** What happens when the node asks who it is. */
export function onSignedOut(handler: SignedOut): void {
  signedOut = handler;
}

export const address = (path: string): string => `api/v1${path}`;

export async function get<T>(path: string, signal?: AbortSignal): Promise<T> {
  const answer = await ask(address(path), signal ? { signal } : {});
  return (await answer.json()) as T;
}

/** An answer that is no JSON. */
export const getAnswer = (path: string, signal: AbortSignal): Promise<Response> => ask(address(path), { signal, headers: { Accept: '*/*' } });

export async function send<T = unknown>(method: 'POST' | 'DELETE', path: string, body?: unknown): Promise<T | null> {
  const answer = await ask(
    address(path),
    body === undefined ? { method } : { method, body: JSON.stringify(body), headers: { 'Content-Type': 'application/json' } },
  );
  const text = await answer.text();
  return text === '' ? null : (JSON.parse(text) as T);
}

async function ask(url: string, init: RequestInit): Promise<Response> {
  const answer = await reach(url, init);
  if (answer.ok) {
    return answer;
  }

  if (answer.status === 401) {
    signedOut();
  }

  throw new ApiError(answer.status, await reasonOf(answer));
}

async function reach(url: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(url, { ...init, credentials: 'same-origin', headers: { Accept: 'application/json', ...init.headers } });
  } catch (error) {
    if (error instanceof DOMException && error.name === 'AbortError') {
      throw error;
    }

    throw new ApiError(0, 'The node does not answer.');
  }
}

/** A sentence from whatever the answer holds: a JSON string, a problem document, or nothing. */
async function reasonOf(answer: Response): Promise<string> {
  const text = await answer.text();
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'string') {
      return value;
    }

    if (typeof value === 'object' && value !== null) {
      const { detail, title } = value as { detail?: unknown; title?: unknown };
      if (typeof detail === 'string') {
        return detail;
      }

      if (typeof title === 'string') {
        return title;
      }
    }
  } catch {
    // not JSON
  }

  return byStatus[answer.status] ?? `The node answered ${answer.status}.`;
}

const byStatus: Record<number, string> = {
  401: 'Sign in first.',
  403: 'You may not do that.',
  404: 'The node does not know it.',
  429: 'Too many attempts. Wait a little.',
};
