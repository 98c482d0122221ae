import { useState, type ReactNode } from 'react'
import type { CallOutput } from '../../../shared/contract/index.ts'
import { addDays } from '../../../shared/domain/calendar/days.ts'
import { useCall } from '../../bridge/use-call.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { useHotel } from '../../desk/use-hotel.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Dialog } from '../../ui/dialog.tsx'
import { BlockForm } from './block-form.tsx'
import { BlockList } from './block-list.tsx'
import './blocks.css'

export type Block = CallOutput<'room.blocks'>['blocks'][number]

/** A room to be taken out of sale, and the days where they were chosen before. */
export interface RoomToBlock {
  readonly roomId: string
  readonly roomNumber: string
  readonly from?: string
  readonly to?: string
}

interface BlocksDialogProps {
  /** The whole house when none is given. */
  readonly room?: RoomToBlock | undefined
  /** The dialog that moves a stay elsewhere, in the place of this one; what is typed here stays. */
  readonly moverOf: (bookingId: string, onDone: () => void) => ReactNode
  readonly onDone: () => void
}

type Editing = { readonly room: RoomToBlock; readonly block: Block | null }

/** How far ahead a block is still worth a line. */
const daysShown = 730

/** Rooms that are out of order or out of service: those there are, and one to be made or changed. */
export function BlocksDialog({ room, moverOf, onDone }: BlocksDialogProps) {
  const t = useWords()
  const { businessDate } = useHotel()
  const { value, error } = useCall('room.blocks', {
    from: businessDate,
    to: addDays(businessDate, daysShown),
  })
  const blocks = value?.blocks.filter(({ roomId }) => room === undefined || roomId === room.roomId)
  const [asked, setEditing] = useState<Editing | 'list' | null>(
    room?.from === undefined ? null : { room, block: null },
  )
  const [movingId, setMovingId] = useState<string | null>(null)

  // a room about which nothing is said yet is asked what is wrong with it
  const fresh = room !== undefined && blocks?.length === 0 ? { room, block: null } : 'list'
  const editing = asked ?? fresh

  const mover = movingId === null ? null : moverOf(movingId, () => setMovingId(null))
  if (editing !== 'list') {
    return (
      <BlockForm
        key={editing.block?.blockId ?? 'new'}
        room={editing.room}
        block={editing.block}
        mover={mover}
        onMove={setMovingId}
        onBack={(blocks?.length ?? 0) > 0 ? () => setEditing('list') : onDone}
        onDone={onDone}
      />
    )
  }
  return (
    <Dialog
      title={room === undefined ? t('block.house') : t('block.room', { room: room.roomNumber })}
      closeLabel={t('action.close')}
      onClose={onDone}
      isReading={blocks === undefined && error === undefined}
      footer={
        room && (
          <>
            <span className="dialog-foot-note" />
            <Button onPress={() => setEditing({ room, block: null })}>{t('block.another')}</Button>
          </>
        )
      }
    >
      <Refusal error={error} />
      {blocks && (
        <BlockList
          blocks={blocks}
          onChange={(block) =>
            setEditing({ room: { roomId: block.roomId, roomNumber: block.roomNumber }, block })
          }
          onEmptied={room === undefined ? () => {} : onDone}
        />
      )}
    </Dialog>
  )
}
