// Runs before the first paint, so that a theme that was chosen does not flash.
{
  const chosen = localStorage.getItem('theme');
  if (chosen === 'light' || chosen === 'dark') {
    document.documentElement.dataset['theme'] = chosen;
  }
}
