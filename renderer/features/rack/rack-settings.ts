import { create } from 'zustand'
import { zooms, type Zoom } from './rack-view.ts'

interface RackSettings {
  readonly zoom: Zoom
  /** Types of which only the head is shown. */
  readonly folded: ReadonlySet<string>
  readonly setZoom: (zoom: Zoom) => void
  readonly fold: (roomTypeId: string) => void
}

const storageKey = 'front-desk.rack-days'

/** How this window likes its rack; the zoom is remembered on this machine. */
export const useRackSettings = create<RackSettings>()((set) => ({
  zoom: rememberedZoom(),
  folded: new Set(),
  setZoom: (zoom) => {
    localStorage.setItem(storageKey, String(zoom))
    set({ zoom })
  },
  fold: (roomTypeId) =>
    set(({ folded }) => {
      const next = new Set(folded)
      if (!next.delete(roomTypeId)) next.add(roomTypeId)
      return { folded: next }
    }),
}))

/** The next closer or wider look. */
export function zoomAfter(zoom: Zoom, steps: number): Zoom {
  const place = zooms.indexOf(zoom) + steps
  return zooms[Math.min(zooms.length - 1, Math.max(0, place))] ?? zoom
}

function rememberedZoom(): Zoom {
  const remembered = Number(localStorage.getItem(storageKey))
  return zooms.find((zoom) => zoom === remembered) ?? 14
}
