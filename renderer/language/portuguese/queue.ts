import type { englishQueue } from '../english/queue.ts'

/** O que a janela diz de hóspedes à espera do quarto e de reservas seguras por algum tempo. */
export const portugueseQueue = {
  'queue.waits': '{minutes, plural, =0 {Espera desde agora} other {Espera há # min}}',
  'queue.since': 'Espera desde as {time}',
  'queue.ready': 'Espera: quarto pronto',
  'queue.put': 'Hóspede espera pelo {room}',
  'queue.drop': 'Já não espera',
  'key.queueRoom': 'O hóspede espera pelo quarto, ou já não',
  'done.queued': '{guest} espera pelo quarto {room}: a governanta vê-o primeiro',
  'done.queuedNoRoom': '{guest} espera por um quarto',
  'done.unqueued': '{guest} já não espera',
  'hold.until': 'Segura até {moment}',
  'hold.over': 'Fora de prazo desde {moment}',
  'hold.title': 'Segura até {moment}',
  'hold.titleOver': 'O prazo terminou em {moment}',
  'hold.help': 'Se ninguém a confirmar até lá, o quarto volta à venda por si.',
  'hold.helpOver': 'Já nada está garantido. Confirme-a, ou liberte o quarto.',
  'hold.confirm': 'Confirmar',
  'hold.release': 'Libertar',
  'done.held': '{guest}: confirmada',
  'done.holdReleased': '{guest}: libertada, o quarto está de novo à venda',
  'command.booking.releaseHold': 'Reserva libertada',
  'command.booking.confirm': 'Confirmada',
} as const satisfies Readonly<Record<keyof typeof englishQueue, string>>
