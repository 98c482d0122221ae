import type { englishBoard } from '../english/board.ts'

/** O que a janela diz no quadro da governanta. */
export const portugueseBoard = {
  'key.seen': 'Dizer o que se encontrou no quarto',
  'board.role.arrival': 'Chegada',
  'board.role.arrived': 'Chegou',
  'board.role.stay_over': 'Continua',
  'board.role.due_out': 'Sai hoje',
  'board.role.due_out_arrival': 'Sai, depois chegada',
  'board.role.departed': 'Saiu',
  'board.role.departed_arrival': 'Saiu, depois chegada',
  'board.role.not_reserved': 'Sem reserva',
  'board.skip': 'Encontrado vazio',
  'board.sleep': 'Encontrado com gente',
  'board.dnd': 'Não incomodar',
  'board.waiting': 'Hóspede à espera',
  'board.vip': 'VIP',
  'board.backOn': 'Volta em {day}',
  'board.freeAt': 'Livre às {time}',
  'board.seenVacant': 'Vazio',
  'board.seenOccupied': 'Com gente',
  'board.lookedInto': 'Esclarecido',
  'board.filter.discrepancies': 'Diferente da receção',
} as const satisfies Readonly<Record<keyof typeof englishBoard, string>>
