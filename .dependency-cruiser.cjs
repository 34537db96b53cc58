/**
 * The order of the rooms, as DESIGN and README tell it. `canary` is a rule that must find something: if it ever finds nothing, the cruiser has
 * read no modules at all (tests/architecture/layers.spec.ts looks at that).
 */
const only = (name, from, allowed, comment) => ({
  name,
  comment,
  severity: 'error',
  from: { path: from },
  to: { path: '^(electron|renderer|shared|tests|resources)/', pathNot: allowed },
});

module.exports = {
  forbidden: [
    only('time-is-the-ground', '^shared/time/', '^shared/time/', 'time knows nothing else'),
    only('domain-knows-time', '^shared/domain/', '^shared/(time|domain)/', 'the domain rests on time alone'),
    only('forecast-knows-domain', '^shared/forecast/', '^shared/(time|domain|forecast)/', 'a forecast is arithmetic on the domain'),
    only('hotspots-know-domain', '^shared/hotspots/', '^shared/(time|domain|hotspots)/', 'hotspots are arithmetic on the domain'),
    only('projection-knows-domain', '^shared/projection/', '^shared/(time|domain|hotspots|projection)/', 'a projection folds the domain'),
    only('connection-is-pure', '^shared/connection/', '^shared/(time|domain|connection|contract)/', 'the connection speaks the contract'),
    only('city-knows-domain', '^shared/city/', '^shared/(time|domain|projection|city|contract)/', 'a city is made of the domain'),
    only('contract-knows-domain', '^shared/contract/', '^shared/(time|domain|contract)/', 'the contract names the domain'),
    only(
      'main-stays-off-the-data',
      '^electron/main/',
      '^(electron/main/|shared/(time|contract)/|resources/locales/|electron/(hub/embedded|stream/(stream|sealed-file))\\.ts$)',
      'main never sees a case; hub and stream are only named by path, and what the stream has sealed is handed on unread',
    ),
    only('preload-is-a-door', '^electron/preload/', '^(electron/preload/|shared/contract/)', 'the preload only names calls'),
    only('hub-knows-no-stream', '^electron/hub/', '^(electron/hub/|shared/)', 'hub and stream meet on the wire'),
    only('stream-knows-no-hub', '^electron/stream/', '^(electron/stream/|shared/)', 'hub and stream meet on the wire'),
    only(
      'pages-have-one-door',
      '^renderer/',
      '^(renderer/|shared/(time|domain|contract|forecast)/|resources/locales/)',
      'pages hold no business logic',
    ),
    {
      name: 'surfaces-are-strangers',
      comment: 'wall, desk and briefing share parts, never each other',
      severity: 'error',
      from: { path: '^renderer/(wall|desk|briefing)/' },
      to: { path: '^renderer/(wall|desk|briefing)/', pathNot: '^renderer/$1/' },
    },
    {
      name: 'only-charts-draw-charts',
      severity: 'error',
      from: { path: '^(renderer|shared|electron)/', pathNot: '^renderer/charts/' },
      to: { path: 'node_modules/echarts' },
    },
    {
      name: 'only-map-draws-maps',
      severity: 'error',
      from: { path: '^(renderer|shared|electron)/', pathNot: '^renderer/map/' },
      to: { path: 'node_modules/maplibre-gl' },
    },
    {
      name: 'pages-touch-no-machine',
      severity: 'error',
      from: { path: '^renderer/' },
      to: { path: '(^electron$|node_modules/(electron|socket\\.io|socket\\.io-client|libsql|pino)/)' },
    },
    { name: 'pages-touch-no-node', severity: 'error', from: { path: '^(renderer|shared)/' }, to: { dependencyTypes: ['core'] } },
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true, viaOnly: { dependencyTypesNot: ['type-only'] } } },
    { name: 'production-needs-no-tests', severity: 'error', from: { path: '^(electron|renderer|shared)/' }, to: { path: '^tests/' } },
    { name: 'nothing-unresolved', severity: 'error', from: {}, to: { couldNotResolve: true, pathNot: '\\?modulePath$|\\?url$|\\?worker' } },
    {
      name: 'canary',
      comment: 'finds something as long as modules are read at all',
      severity: 'info',
      from: { path: '^shared/domain/commands\\.ts$' },
      to: { path: '^shared/domain/keys\\.ts$' },
    },
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '(^out/|\\.mjs$)' },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json', '.d.ts', '.css'],
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
    },
  },
};
