import { useEffect, useState } from 'react'
import { drawPdf } from './draw-pdf.ts'

export type PdfPages =
  | { readonly state: 'drawing' }
  | { readonly state: 'drawn'; readonly urls: readonly string[] }
  | { readonly state: 'failed' }

interface Drawn {
  readonly of: Uint8Array
  readonly pages: PdfPages
}

/** The pages of a PDF as images, drawn here: neither every browser nor the desktop shell has a viewer of its own. */
export function usePdfPages(bytes: Uint8Array<ArrayBuffer> | null): PdfPages {
  const [drawn, setDrawn] = useState<Drawn | null>(null)

  useEffect(() => {
    if (!bytes) return undefined
    let left = false
    let urls: readonly string[] = []
    async function draw(pdf: Uint8Array<ArrayBuffer>) {
      try {
        const blobs = await drawPdf(pdf)
        if (left) return
        urls = blobs.map((blob) => URL.createObjectURL(blob))
        setDrawn({ of: pdf, pages: { state: 'drawn', urls } })
      } catch (cause) {
        reportError(cause)
        if (!left) setDrawn({ of: pdf, pages: { state: 'failed' } })
      }
    }
    void draw(bytes)
    return () => {
      left = true
      for (const url of urls) URL.revokeObjectURL(url)
    }
  }, [bytes])

  return drawn !== null && drawn.of === bytes ? drawn.pages : { state: 'drawing' }
}
