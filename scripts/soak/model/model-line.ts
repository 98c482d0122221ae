import type { SyncFailure } from '../../../electron/sync/machine.ts'
import type { Random } from '../../load/random.ts'
import type { Agenda } from './agenda.ts'
import type { ModelOp, ModelServer, PushAnswer } from './model-server.ts'

/** A line that loses, doubles and delays, as badly as it is told. */
export interface ModelLine {
  readonly ask: <Reply>(
    question: (server: ModelServer) => Reply,
    fail: (failure: SyncFailure) => void,
    answer: (reply: Reply) => void,
  ) => void
  readonly push: (
    ops: readonly ModelOp[],
    fail: (failure: SyncFailure) => void,
    answer: (reply: PushAnswer) => void,
  ) => void
  readonly cut: (on: boolean) => void
}

export interface LineWeather {
  /** Of a hundred requests, how many meet something. */
  trouble: number
}

const patienceMs = 60_000

export function createModelLine(
  agenda: Agenda,
  random: Random,
  server: ModelServer,
  weather: LineWeather,
): ModelLine {
  let cuts = 0
  let isCut = false

  const latency = (): number => random.between(1, 80)

  /** Sends something that is done at the server when it arrives, and answered when `done` is called. */
  function send<Reply>(
    arrive: (done: (reply: Reply) => void) => void,
    fail: (failure: SyncFailure) => void,
    answer: (reply: Reply) => void,
  ): void {
    const cutsBefore = cuts
    let isOver = false
    const end = (work: () => void): void => {
      if (isOver) return
      isOver = true
      giveUp()
      work()
    }
    const down = (): void => end(() => fail({ type: 'down' }))
    const giveUp = agenda.after(patienceMs, down)
    if (isCut) return void agenda.after(1, down)
    const cutWatch = (reply: Reply): void => {
      if (cuts === cutsBefore) end(() => answer(reply))
      else down()
    }
    const fault = random.next() * 100 < weather.trouble ? random.between(0, 7) : -1
    switch (fault) {
      case 0:
        return void agenda.after(latency(), down)
      case 1:
        // done, and nobody hears of it
        agenda.after(latency(), () => arrive(() => {}))
        return void agenda.after(latency() * 2, down)
      case 2:
        // done twice
        agenda.after(latency(), () => arrive(cutWatch))
        return void agenda.after(latency() * 3, () => arrive(() => {}))
      case 3:
        // lies in some proxy until long after the terminal has given it up
        agenda.after(2, down)
        return void agenda.after(random.between(1000, 120_000), () => arrive(() => {}))
      case 4:
        return void agenda.after(latency(), () => end(() => fail({ type: 'refused', tooMuch: true })))
      case 5:
        return void agenda.after(latency(), () =>
          end(() => fail({ type: 'refused', tooMuch: false, afterMs: 3000 })),
        )
      case 6:
        // never answered at all
        return void agenda.after(latency(), () => arrive(() => {}))
      default:
        return void agenda.after(latency(), () =>
          arrive((reply) => void agenda.after(latency(), () => cutWatch(reply))),
        )
    }
  }

  return {
    ask: (question, fail, answer) => send((done) => done(question(server)), fail, answer),
    push: (ops, fail, answer) =>
      send(
        (done) => {
          const commit = server.beginPush(ops)
          agenda.after(random.between(1, 400), () => done(commit()))
        },
        fail,
        answer,
      ),
    cut: (on) => {
      isCut = on
      if (on) cuts += 1
    },
  }
}
