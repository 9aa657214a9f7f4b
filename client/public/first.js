// Runs before the first picture: language, direction and theme as this device
// remembers them, so that nothing jumps when the rest arrives.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('jembatan.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    const language = localStorage.getItem('jembatan.language');
    if (language) {
      root.lang = language;
      root.dir = language === 'ar' ? 'rtl' : 'ltr';
    }
  } catch {
    // Storage is closed to this page: the system's own theme and the page's language stay.
  }
})();
