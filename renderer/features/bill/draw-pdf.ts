// oxlint-disable-next-line import/default -- Vite gives the file's address as the default of `?url`
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'

/** Fine enough for the printer: about 216 dots to the inch. */
const scale = 3

/** Draws each page of a PDF as a PNG. The library is big and loaded when the first bill is looked at. */
export async function drawPdf(bytes: Uint8Array): Promise<readonly Blob[]> {
  const { getDocument, GlobalWorkerOptions } = await import('pdfjs-dist')
  GlobalWorkerOptions.workerSrc = workerUrl
  // the library takes the bytes away from whoever gives them
  const task = getDocument({ data: bytes.slice() })
  try {
    const pdf = await task.promise
    const blobs: Blob[] = []
    for (let number = 1; number <= pdf.numPages; number++) {
      const page = await pdf.getPage(number)
      const viewport = page.getViewport({ scale })
      const canvas = document.createElement('canvas')
      canvas.width = Math.ceil(viewport.width)
      canvas.height = Math.ceil(viewport.height)
      await page.render({ canvas, viewport }).promise
      blobs.push(await pngOf(canvas))
    }
    return blobs
  } finally {
    await task.destroy()
  }
}

function pngOf(canvas: HTMLCanvasElement): Promise<Blob> {
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('the page could not be made an image'))),
      'image/png',
    )
  })
}
