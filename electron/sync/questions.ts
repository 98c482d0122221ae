import type { LineStatus } from '../../shared/contract/calls/terminal.ts'
import { err } from '../../shared/kernel/result.ts'
import type { AskName, Asks, FromWorker, ToWorker } from './messages.ts'

type Answered = Extract<FromWorker, { readonly type: 'answer' }>
type Answers<Name extends AskName> = Map<number, (answer: Asks[Name]['answer']) => void>

/** Questions to the worker that have not been answered yet. */
export interface Questions {
  readonly practise: (on: boolean) => Promise<Asks['practise']['answer']>
  readonly enrol: (input: Asks['enrol']['input']) => Promise<Asks['enrol']['answer']>
  readonly signIn: (input: Asks['sign_in']['input']) => Promise<Asks['sign_in']['answer']>
  readonly close: () => Promise<null>
  readonly settle: (message: Answered) => void
  /** There is nobody left to answer. */
  readonly settleAll: (status: LineStatus) => void
}

export function createQuestions(say: (message: ToWorker) => void): Questions {
  const practising: Answers<'practise'> = new Map()
  const enrolling: Answers<'enrol'> = new Map()
  const signingIn: Answers<'sign_in'> = new Map()
  const closing: Answers<'close'> = new Map()
  let lastId = 0

  function ask<Name extends AskName>(
    answers: Answers<Name>,
    message: (id: number) => ToWorker,
  ): Promise<Asks[Name]['answer']> {
    const id = (lastId += 1)
    const { promise, resolve } = Promise.withResolvers<Asks[Name]['answer']>()
    answers.set(id, resolve)
    say(message(id))
    return promise
  }

  function give<Name extends AskName>(
    answers: Answers<Name>,
    id: number,
    answer: Asks[Name]['answer'],
  ): void {
    answers.get(id)?.(answer)
    answers.delete(id)
  }

  function giveAll<Name extends AskName>(answers: Answers<Name>, answer: Asks[Name]['answer']): void {
    for (const id of answers.keys()) give(answers, id, answer)
  }

  return {
    practise: (input) => ask(practising, (id) => ({ type: 'ask', id, name: 'practise', input })),
    enrol: (input) => ask(enrolling, (id) => ({ type: 'ask', id, name: 'enrol', input })),
    signIn: (input) => ask(signingIn, (id) => ({ type: 'ask', id, name: 'sign_in', input })),
    close: () => ask(closing, (id) => ({ type: 'ask', id, name: 'close', input: null })),
    settle: (message) => {
      switch (message.name) {
        case 'practise':
          return give(practising, message.id, message.answer)
        case 'enrol':
          return give(enrolling, message.id, message.answer)
        case 'sign_in':
          return give(signingIn, message.id, message.answer)
        case 'close':
          return give(closing, message.id, message.answer)
      }
    },
    settleAll: (status) => {
      giveAll(practising, status)
      giveAll(enrolling, err({ code: 'unreachable' }))
      giveAll(signingIn, err({ code: 'offline' }))
      giveAll(closing, null)
    },
  }
}
