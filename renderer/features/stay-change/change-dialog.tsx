import type { ReactNode } from 'react'
import type { BookingDetail } from '../../../shared/contract/calls/booking.ts'
import { hintOf } from '../../desk/keys.ts'
import { StayTitle } from '../../desk/stay-title.tsx'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { EnterForm } from '../../ui/enter-form.tsx'

interface ChangeDialogProps {
  readonly booking: BookingDetail
  readonly task: string
  readonly action?: string
  readonly kind?: 'primary' | 'danger'
  readonly wide?: boolean
  readonly isBusy: boolean
  readonly onFinish: () => void
  readonly onClose: () => void
  readonly children: ReactNode
}

/** The frame of a change of a stay: whose it is, what is asked, and one key that does it. */
export function ChangeDialog({
  booking,
  task,
  action = task,
  kind = 'primary',
  wide = false,
  isBusy,
  onFinish,
  onClose,
  children,
}: ChangeDialogProps) {
  const t = useWords()
  useFinishKey(onFinish)
  return (
    <Dialog
      width={wide ? 'wide' : 'normal'}
      title={<StayTitle task={task} booking={booking} />}
      closeLabel={t('action.close')}
      onClose={onClose}
      footer={
        <>
          <span className="dialog-foot-note" />
          <Button onPress={onClose}>{t('action.cancel')}</Button>
          <Button kind={kind} {...hintOf('finish')} isBusy={isBusy} data-next-focus onPress={onFinish}>
            {action}
          </Button>
        </>
      }
    >
      <EnterForm action={action} onEnter={onFinish}>
        {children}
      </EnterForm>
    </Dialog>
  )
}

export interface StayChangeProps {
  readonly booking: BookingDetail
  readonly onDone: () => void
}
