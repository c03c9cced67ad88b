import type { VNode } from 'preact';
import { useState } from 'preact/hooks';

const themes = ['auto', 'light', 'dark'] as const;
type Theme = (typeof themes)[number];

/** As the system has it, light, or dark; kept in this browser. theme.ts applies it before the first paint. */
export function ThemeSwitch(): VNode {
  const [theme, setTheme] = useState<Theme>(() => themes.find((t) => t === document.documentElement.dataset['theme']) ?? 'auto');
  const choose = (next: Theme) => {
    setTheme(next);
    if (next === 'auto') {
      localStorage.removeItem('theme');
      delete document.documentElement.dataset['theme'];
    } else {
      localStorage.setItem('theme', next);
      document.documentElement.dataset['theme'] = next;
    }
  };
  return (
    <label class="theme">
      <span class="visually-hidden">Colours</span>
      <select value={theme} onChange={(e) => choose(e.currentTarget.value as Theme)}>
        <option value="auto">Auto</option>
        <option value="light">Light</option>
        <option value="dark">Dark</option>
      </select>
    </label>
  );
}
