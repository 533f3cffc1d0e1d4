// What every page says of its site.

/** The site's name, as the page's head has it. */
export const siteName = () => document.querySelector('meta[name="application-name"]')?.getAttribute('content') ?? document.title;
