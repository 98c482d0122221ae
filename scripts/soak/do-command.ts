import { loadBusinessDate } from '../../electron/store/reads/hotel.ts'
import type { CallName } from '../../shared/contract/index.ts'
import { seededRandom } from '../load/random.ts'
import type { SoakDesk } from './desk.ts'
import { makeInput, type Fields } from './inputs.ts'
import type { Step } from './schedule.ts'
import { brokenOff, type Stage } from './stage.ts'

/** A clerk does what is meant by the step, if the desk's rows allow it in one of three ways. */
export async function doCommand(
  stage: Stage,
  step: Extract<Step, { readonly do: 'command' }>,
): Promise<void> {
  const desk = stage.deskOf(step.desk)
  for (let attempt = 0; attempt < 3; attempt += 1) {
    const random = seededRandom(`${step.salt}/${attempt}`)
    const businessDate = loadBusinessDate(desk.db)
    if (businessDate === null) return
    const input = makeInput(step.name, { db: desk.db, businessDate, random })
    if (await ask(stage, desk, step.name, input, step.twice)) return
  }
}

/** True when it was done. */
export async function ask(
  stage: Stage,
  desk: SoakDesk,
  name: CallName,
  input: Fields,
  twice: boolean,
): Promise<boolean> {
  const { breaches, tell } = stage
  stage.tried += 1
  stage.touch(desk)
  const first = await click(stage, desk, name, input, false)
  // what the disk refused the first click it may take from the second
  const second = twice ? await click(stage, desk, name, input, first.ok) : null
  if (!first.ok && second?.ok !== true) return false
  const done = [...first.done, ...(second?.done ?? [])]
  const last = done.at(-1)
  // a call without a request's id is done as often as it is asked
  if (done.length > 1 && 'requestId' in input) {
    breaches.push({
      law: 'doubled',
      text: `desk ${desk.number + 1}: one click of ${name} made ${done.length} commands`,
    })
  }
  tell(
    desk.number,
    last === undefined ? `${name} changed nothing` : `${name} ${last.subject} as its command ${last.seq}`,
  )
  return true
}

/** Whether the clerk was told that it was done, and what was done of it. */
async function click(stage: Stage, desk: SoakDesk, name: CallName, input: Fields, isDone: boolean) {
  const { ok } = await desk.call(name, input)
  const all = stage.takeAcks(desk)
  // a day that could not be ended has come as far as it has
  const byItself = all.filter(
    (ack) =>
      (ack.name !== name && (name === 'day.close' || ack.name === holdsEnd)) ||
      (name === holdsEnd && !(ok && !isDone && ack === all.at(-1))),
  )
  const done = all.filter((ack) => !byItself.includes(ack))
  stage.acks.push(...all)
  for (const ack of byItself) stage.tell(desk.number, `does ${ack.name} ${ack.subject} by itself`)
  if (!ok) stage.breaches.push(...brokenOff(desk.number, done))
  return { ok, done }
}

/** What a desk without a line does for a hold that is over, whenever somebody asks it for anything. */
const holdsEnd: CallName = 'booking.releaseHold'
