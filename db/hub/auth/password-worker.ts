import { parentPort } from 'node:worker_threads'

import { compare, hash } from 'bcryptjs'
import { z } from 'zod'

import type { PasswordAnswer } from './passwords.ts'

/** As many rounds as GoTrue uses. */
const rounds = 10

const question = z.union([
  z.object({ id: z.number(), password: z.string(), hash: z.string() }),
  z.object({ id: z.number(), password: z.string() }),
])

/** A thread that does nothing but count bcrypt's rounds. */
parentPort?.on('message', (message) => void answer(question.parse(message)))

async function answer(asked: z.infer<typeof question>): Promise<void> {
  const value =
    'hash' in asked ? await compare(asked.password, asked.hash) : await hash(asked.password, rounds)
  const reply: PasswordAnswer = { id: asked.id, value }
  parentPort?.postMessage(reply) // oxlint-disable-line unicorn/require-post-message-target-origin -- a thread has no origin
}
