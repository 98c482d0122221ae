import { useAction } from '../../bridge/use-action.ts'
import { useNotices } from '../../desk/notices.ts'
import { Refusal } from '../../desk/refusal.tsx'
import { Unsent } from '../../desk/unsent.tsx'
import { useFormats } from '../../desk/use-formats.ts'
import { useHotel } from '../../desk/use-hotel.ts'
import { useMay } from '../../desk/may.ts'
import { useWords } from '../../language/use-words.ts'
import { Button } from '../../ui/button.tsx'
import { Pill } from '../../ui/mark.tsx'
import type { Block } from './blocks-dialog.tsx'

interface BlockListProps {
  readonly blocks: readonly Block[]
  readonly onChange: (block: Block) => void
  /** The last of them is back. */
  readonly onEmptied: () => void
}

/** What is wrong in the house now and to come: each can be changed, or ended at once. */
export function BlockList({ blocks, onChange, onEmptied }: BlockListProps) {
  const t = useWords()
  const may = useMay()
  const { days } = useFormats()
  const { businessDate } = useHotel()
  const release = useAction('room.release')
  const tell = useNotices((state) => state.tell)

  async function end({ blockId, roomNumber, returnStatus }: Block) {
    if (!(await release.run({ blockId }))) return
    tell({ text: t('done.released', { room: roomNumber, state: t(`room.${returnStatus}`) }) })
    if (blocks.length === 1) onEmptied()
  }

  if (blocks.length === 0) return <p className="soft">{t('block.none')}</p>
  return (
    <div className="stack">
      <Refusal error={release.error} />
      <ul className="block-list">
        {blocks.map((block) => (
          <li key={block.blockId} className="block-line">
            <Unsent unsent={block.unsent} />
            <strong className="block-line-room">{block.roomNumber}</strong>
            <span className="block-line-facts">
              <span>
                <Pill tone={block.kind === 'out_of_order' ? 'bad' : 'warn'}>
                  {t(`block.kind.${block.kind}`)}
                </Pill>{' '}
                <strong className={block.from > businessDate ? 'soft' : ''}>
                  {days(block.from, block.to)}
                </strong>
              </span>
              <span className="block-line-reason">{block.reason}</span>
              <span className="faint">
                {[
                  t('block.returnsAs', { state: t(`room.${block.returnStatus}`) }),
                  block.createdBy !== '' && t('block.by', { who: block.createdBy }),
                ]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
            </span>
            {may('room.release') && (
              <span className="block-line-acts">
                <Button
                  size="small"
                  aria-label={t('block.changeOf', { room: block.roomNumber })}
                  onPress={() => onChange(block)}
                >
                  {t('block.change')}
                </Button>
                <Button
                  size="small"
                  aria-label={t('block.releaseOf', { room: block.roomNumber })}
                  isBusy={release.running}
                  onPress={() => void end(block)}
                >
                  {t('block.release')}
                </Button>
              </span>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
