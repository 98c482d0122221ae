import { ok } from '../../../shared/kernel/result.ts'
import { listChosenValues } from '../../store/loads/chosen-values.ts'
import { loadConflict } from '../../store/loads/conflict.ts'
import type { DeskCommand } from '../desk-command.ts'
import { claimCards, findOpenCard } from './claim-cards.ts'
import { aboutCard } from './settle-money.ts'

/** Of two versions keeps, column by column, the one that was chosen; what only one side had changed is changed so. */
export const chooseValues: DeskCommand<'conflict.chooseValues', null> = {
  name: 'conflict.chooseValues',

  judge: (db, input) => {
    const card = findOpenCard(db, input.conflictId)
    return card.ok ? ok(null) : card
  },

  run: (tx, { input }, context) => {
    const card = loadConflict(tx.db, input.conflictId)
    const resolution = input.mine.length > 0 ? 'mine_taken' : 'theirs_kept'
    const claimed = claimCards(tx, context, [input.conflictId], { resolution })
    if (!claimed.ok) return claimed
    if (card !== undefined) {
      for (const { table, id, change } of listChosenValues(tx.db, card, input.mine)) {
        tx.update(table, id, change)
      }
    }
    return ok(aboutCard(tx.db, card))
  },
}
