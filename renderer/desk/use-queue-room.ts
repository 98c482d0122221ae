import { useCallback } from 'react'
import type { CallError } from '../../shared/contract/errors.ts'
import { useAction } from '../bridge/use-action.ts'
import { useWords } from '../language/use-words.ts'
import { useNotices } from './notices.ts'

/** Says that the guest waits for the room; said again, that they no longer do. */
export function useQueueRoom(): (bookingId: string) => Promise<void> {
  const t = useWords()
  const tell = useNotices((state) => state.tell)
  const { run: join } = useAction('booking.queueRoom')
  const refused = useCallback(
    (error: CallError) => tell({ tone: 'bad', text: t(`error.${error.code}`) }),
    [tell, t],
  )
  const { run: leave } = useAction('booking.queueRoom', refused)
  return useCallback(
    async (bookingId) => {
      const queued = await join({ bookingId, queued: true })
      const done = queued ?? (await leave({ bookingId, queued: false }))
      if (done === undefined) return
      const { guest, roomNumber } = done.booking
      if (queued === undefined) tell({ text: t('done.unqueued', { guest: guest.fullName }) })
      else if (roomNumber === null) tell({ text: t('done.queuedNoRoom', { guest: guest.fullName }) })
      else tell({ text: t('done.queued', { guest: guest.fullName, room: roomNumber }) })
    },
    [join, leave, tell, t],
  )
}
