import type { englishSync } from '../english/sync.ts'

export const portugueseSync = {
  'line.state.quarantined': 'Não pode ser enviado: fica guardado aqui, contacte o suporte',
  'line.willConflict': 'Contraria o que outros fizeram entretanto: vai precisar de uma decisão',
  'line.quarantined':
    '{count, plural, one {# registo não pode} other {# registos não podem}} ser levados ao servidor. Nada se perde: fica guardado aqui e pode ser exportado.',
  'line.export': 'Guardar num ficheiro',
  'line.enrolAgain': 'Aderir de novo',
  'line.enrolAgainHelp': 'O que está à espera fica guardado e é enviado quando o terminal aderir.',
  'line.problem.revoked': 'Um gerente retirou este terminal. Já não recebe nem entrega nada.',
  'line.problem.cloned':
    'O servidor conhece outro trabalho com o nome deste terminal. Volta a aderir sozinho, ou com um código novo.',
  'line.problem.not_a_terminal': 'O servidor não conhece este terminal. Peça um código novo a um gerente.',
  'line.problem.update_terminal':
    'O servidor é mais recente do que este programa. Continue a trabalhar e mande atualizar o programa: nada se perde.',
  'line.problem.update_server':
    'O servidor é mais antigo do que este programa. Continue a trabalhar: tudo é enviado depois da atualização.',
  'line.problem.bad_answers':
    'Quem responde não é o servidor: talvez uma página de acesso da rede. Continue a trabalhar.',
  'line.problem.push_refused': 'O servidor não aceita nada deste terminal agora. Tudo fica guardado aqui.',
  'line.problem.audit_mismatch':
    'O registo do servidor sobre o trabalho deste terminal não é o que foi enviado: pode ter sido alterado. Continue a trabalhar e avise um gerente.',
  'record.willConflict':
    'Ainda não enviado, e contra o que outros fizeram entretanto: vai precisar de uma decisão',
  'reason.revoked': 'O terminal ou a pessoa já não tinha acesso; o dinheiro está por atribuir',
  'reason.quarantined': 'Não pode ser levado ao servidor; fica guardado neste terminal',
} satisfies Readonly<Record<keyof typeof englishSync, string>>
