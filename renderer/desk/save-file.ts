/** Lets the person keep a file, as a download. */
export function saveFile(fileName: string, mediaType: string, bytes: Uint8Array<ArrayBuffer>): void {
  const url = URL.createObjectURL(new Blob([bytes], { type: mediaType }))
  const link = document.createElement('a')
  link.href = url
  link.download = fileName
  link.click()
  // the browser has read it by the next minute
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}
