import { createRemote } from '../../../electron/remote/create-remote.ts'
import type { Answer, DeviceCredentials, EnrolmentDraft } from '../../../electron/remote/remote.ts'
import type { BenchStack } from '../desk.ts'

/** A terminal's line without a terminal behind it, level with the server: each pull starts where the one before ended. */
export async function openIdlePull({ url, anonKey, enrolCode }: BenchStack): Promise<{
  readonly ask: () => Promise<void>
  readonly close: () => Promise<void>
}> {
  let credentials: DeviceCredentials | null = null
  let draft: EnrolmentDraft | null = null
  const remote = createRemote({
    url,
    anonKey,
    fetch: globalThis.fetch,
    credentials: {
      load: () => credentials,
      save: (given) => {
        credentials = given
      },
      loadDraft: () => draft,
      saveDraft: (given) => {
        draft = given
      },
    },
  })
  const answered = <T>(answer: Answer<T>): T => {
    if (!answer.ok) throw new Error(`the server did not answer as it should: ${answer.error.code}`)
    return answer.value
  }
  answered(await remote.enrol(await enrolCode(), 'Idle')).keep()
  answered(await remote.hello())
  let base = answered(await remote.snapshotToday()).snapshot
  return {
    ask: async () => {
      const page = answered(await remote.pull({ base, target: null, after: null, limit: 5000 }))
      base = page.target
    },
    close: () => remote.close(),
  }
}
