import { useCallback } from 'react'
import type { CallError } from '../../shared/contract/errors.ts'
import { useAction } from '../bridge/use-action.ts'
import { useWords } from '../language/use-words.ts'
import { useNotices } from './notices.ts'

/** Takes back a booking's last step, and says that it did or why it could not. */
export function useUndo(): (bookingId: string) => Promise<void> {
  const t = useWords()
  const tell = useNotices((state) => state.tell)
  const refused = useCallback(
    (error: CallError) => tell({ tone: 'bad', text: t(`error.${error.code}`) }),
    [tell, t],
  )
  const { run } = useAction('booking.undo', refused)
  return useCallback(
    async (bookingId) => {
      const done = await run({ bookingId })
      if (done) tell({ text: t('done.undone', { code: done.booking.code }) })
    },
    [run, tell, t],
  )
}
