import type { Job } from './desk-store.ts'

interface DeskJobProps {
  readonly job: Job
  readonly onDone: () => void
}

/** The dialog of the task at hand. */
export function DeskJob(_: DeskJobProps) {
  return null
}
