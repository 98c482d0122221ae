import { createPortal } from 'react-dom'

/** The pages as the printer gets them, beside the window's own content, which the print style leaves out. */
export function PrintSheet({ urls }: { readonly urls: readonly string[] }) {
  return createPortal(
    <div className="print-sheet" aria-hidden="true">
      {urls.map((url) => (
        <img key={url} src={url} alt="" />
      ))}
    </div>,
    document.body,
  )
}
