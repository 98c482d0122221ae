/** The scheme that the window's files are served under; no web page can be there. */
export const windowScheme = 'app'
const windowHost = 'front-desk'

/** The window's own page. */
export const windowUrl = `${windowScheme}://${windowHost}/`

/** Whether a document is the window's own. Other schemes' origins are all 'null' to URL, so its parts are compared. */
export function isWindowUrl(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && url.protocol === `${windowScheme}:` && url.host === windowHost
}

/** Whether a document was made by the window in memory, as a printed bill is. */
export function isWindowBlob(text: string): boolean {
  return text.startsWith('blob:') && isWindowUrl(text.slice('blob:'.length))
}
