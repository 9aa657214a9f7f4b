// Runs before the first picture: language, direction, theme and saving of data as this device
// remembers them, so that nothing jumps when the rest arrives.
(() => {
  const root = document.documentElement;
  try {
    const theme = localStorage.getItem('jembatan.theme');
    if (theme === 'light' || theme === 'dark') root.dataset.theme = theme;
    // Less data: as chosen here, or as the browser was told.
    const saver = localStorage.getItem('jembatan.saver') ?? 'system';
    if (saver === 'on' || (saver === 'system' && navigator.connection?.saveData))
      root.dataset.saver = '';
    // Who is signed in has another first page than the one that the server drew for visitors.
    if (localStorage.getItem('jembatan.sid')) root.dataset.member = '';
    const language = localStorage.getItem('jembatan.language');
    if (language) {
      root.lang = language;
      root.dir = language === 'ar' ? 'rtl' : 'ltr';
    }
  } catch {
    // Storage is closed to this page: the system's own theme and the page's language stay.
  }
})();
