import type { Remote } from '../../electron/remote/remote.ts'
import type { SoakDesk } from './desk.ts'
import type { Ack } from './facts.ts'
import type { Step } from './schedule.ts'
import type { World } from './world.ts'

/** Where tests plant bugs. */
export interface Plant {
  readonly tamper?: (remote: Remote, desk: number) => Remote
  readonly afterStep?: (desks: readonly SoakDesk[], step: Step, acks: readonly Ack[]) => void
  /** After everybody has come to rest, before laws are checked. */
  readonly atRest?: (world: World, desks: readonly SoakDesk[], later: Later) => Promise<void>
}

/** Lets everybody come to rest again, when somebody has worked at desks past the schedule. */
export type Later = () => Promise<void>
