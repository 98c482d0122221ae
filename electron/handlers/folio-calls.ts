import { z } from 'zod'
import { ok } from '../../shared/kernel/result.ts'
import { postCharge } from '../commands/post-charge.ts'
import { takeBack } from '../commands/take-back.ts'
import { takePayment } from '../commands/take-payment.ts'
import type { DeskDeps } from './desk-deps.ts'
import { bookingReply, doBookingCommand } from './do-command.ts'
import type { Handlers } from './handlers.ts'

export function createFolioCalls(
  deps: DeskDeps,
): Pick<Handlers, 'folio.postCharge' | 'folio.takeBack' | 'folio.takePayment'> {
  return {
    'folio.postCharge': ({ requestId, ...input }, staff) => {
      const done = doBookingCommand(deps, postCharge, input, requestId, staff)
      return done.ok ? ok({ booking: done.value.booking }) : done
    },
    'folio.takeBack': ({ requestId, ...input }, staff) =>
      bookingReply(doBookingCommand(deps, takeBack, input, requestId, staff)),
    'folio.takePayment': ({ requestId, ...input }, staff) => {
      const done = doBookingCommand(deps, takePayment, input, requestId, staff)
      if (!done.ok) return done
      return ok({ booking: done.value.booking, ...paymentReply.parse(done.value.done.reply) })
    },
  }
}

/** What the command answered, then or when the same click was first done. */
const paymentReply = z.object({ paymentCode: z.string(), changeMinor: z.int() })
