import type { SearchHit } from '../../../shared/contract/calls/desk.ts'
import type { FoundAction, MatchedActions } from './match-actions.ts'

/** A line of the list: somebody or something, what the desk does, or a guest to take in as the line says. */
export type Line =
  | { readonly key: string; readonly hit: SearchHit }
  | { readonly key: string; readonly action: FoundAction }
  | { readonly key: string; readonly walkIn: string }

const mostLines = 10

/** People between what the desk does; while a stay is asked for only what has one. */
export function linesOf(
  hits: readonly SearchHit[],
  actions: MatchedActions | null,
  walkIn: string | null,
): readonly Line[] {
  const found = hits.map((hit) => ({ key: `${hit.kind} ${hit.id}`, hit }))
  if (actions === null) return found.filter(({ hit }) => hit.bookingId !== null)
  const before = actions.before.map(actionLine)
  const after = [...(walkIn === null ? [] : [{ key: 'walk-in', walkIn }]), ...actions.after.map(actionLine)]
  return [...before, ...found.slice(0, mostLines - before.length - after.length), ...after]
}

function actionLine(action: FoundAction): Line {
  return { key: `action ${action.id}`, action }
}
