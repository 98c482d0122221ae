import type { LineStatus } from '../../../shared/contract/calls/terminal.ts'
import { unreachable } from '../../../shared/kernel/assert.ts'
import type { MessageKey } from '../../language/catalogue.ts'
import type { MessageValues } from '../../language/say.ts'
import type { Shape, Tone } from '../../ui/mark.tsx'

export interface LineLabel {
  readonly key: MessageKey
  readonly values: MessageValues
  readonly tone: Tone
  readonly shape: Shape
}

/** What the indicator says of the line; null when all is well, for then it says nothing. */
export function lineLabel(line: LineStatus): LineLabel | null {
  switch (line.state) {
    case 'attention':
      return { key: 'line.attention', values: { count: line.attention }, tone: 'bad', shape: 'triangle' }
    case 'offline':
      return { key: 'line.offline', values: { count: line.pending }, tone: 'quiet', shape: 'square' }
    case 'mirroring':
      return {
        key: 'line.mirroring',
        values: { percent: percentOf(line.mirror) },
        tone: 'accent',
        shape: 'half',
      }
    case 'syncing':
      return syncing(line)
    case 'ok':
    case 'not_enrolled':
      return null
    default:
      return unreachable(line.state)
  }
}

function syncing(line: LineStatus): LineLabel {
  const { done, total } = line.drain ?? { done: 0, total: line.pending }
  return { key: 'line.syncing', values: { done, total }, tone: 'accent', shape: 'half' }
}

function percentOf(mirror: LineStatus['mirror']): number {
  if (!mirror || mirror.total === 0) return 0
  return Math.min(100, Math.floor((mirror.rows / mirror.total) * 100))
}
