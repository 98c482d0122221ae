import type { ReactNode } from 'react'
import { hintOf } from '../../desk/keys.ts'
import { useFinishKey } from '../../desk/use-finish-key.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import type { Group } from './group-dialog.tsx'

interface GroupTaskDialogProps {
  readonly group: Group
  readonly task: string
  /** What the key that finishes does. */
  readonly action: string
  readonly note?: ReactNode
  readonly wide?: boolean
  readonly isBusy: boolean
  /** There is nothing to do. */
  readonly isDisabled?: boolean
  readonly onFinish: () => void
  readonly onBack: () => void
  readonly children: ReactNode
}

/** The frame of what is done with a group: which group, what is asked, and one key that does it and goes back to the list. */
export function GroupTaskDialog({
  group,
  task,
  action,
  note,
  wide = false,
  isBusy,
  isDisabled = false,
  onFinish,
  onBack,
  children,
}: GroupTaskDialogProps) {
  const t = useWords()
  useFinishKey(onFinish)
  return (
    <Dialog
      width={wide ? 'wide' : 'normal'}
      title={
        <>
          {task} <span className="faint">{group.name}</span>
        </>
      }
      closeLabel={t('action.close')}
      onClose={onBack}
      footer={
        <>
          <p className="dialog-foot-note soft">{note}</p>
          <Button onPress={onBack}>{t('group.back')}</Button>
          <Button
            kind="primary"
            {...hintOf('finish')}
            isBusy={isBusy}
            isDisabled={isDisabled}
            data-next-focus
            onPress={onFinish}
          >
            {action}
          </Button>
        </>
      }
    >
      {children}
    </Dialog>
  )
}
