// What changes when the hotline goes into emergency mode (应急模式). Actions are proposals (A), to be replaced by the service's own plan.

const SHARED_ACTIONS = {
  seats: ['启用备勤坐席，暂停非紧急外呼', 'Call in stand-by seats, pause outbound calls that can wait'],
  voice: ['更新语音播报，告知进展与预计时间', 'Update the announcement: what is known, how long it may take'],
  merge: ['同一事件的来电并案，统一回复', 'Merge cases of the same event, answer them once'],
  raise: ['相关诉求提级响应，缩短时限', 'Raise the grade of cases in these categories'],
  report: ['每小时向市级值班报送简报', 'Send a briefing to the duty office every hour'],
};

/** code | zh | en | categories that count for it | raise the grade? | actions, first the event's own. */
const TABLE = [
  [
    'rainstorm',
    '暴雨',
    'Rainstorm',
    [
      'ponding.road',
      'ponding.estate',
      'roof.leak',
      'flood.river',
      'sewer.overflow',
      'green.fallen-tree',
      'building.wall-falling',
      'power.outage',
      'power.hazard',
      'road.manhole',
    ],
    true,
    [
      ['接入防汛指挥部，积水点与排水集团实时对接', 'Link with flood control; pass ponding points to the drainage group as they come'],
      ['涉及人员被困的来电优先转接110、119、120', 'Calls about people in danger go first, to 110, 119 or 120'],
    ],
    ['seats', 'merge', 'raise', 'report'],
  ],
  [
    'heating-failure',
    '供暖故障',
    'Heating failure',
    ['heat.room-temperature', 'heat.no-heat', 'heat.leak'],
    true,
    [
      ['按供热单位和热源汇总，定位故障片区', 'Group by heating company and heat source to find the failed area'],
      ['通知属地街道关注老人和病患家庭', 'Ask the townships to look after old and ill residents'],
    ],
    ['seats', 'voice', 'merge', 'raise', 'report'],
  ],
  [
    'utility-outage',
    '停水停电停气',
    'Water, power or gas outage',
    ['water.outage', 'water.pipe-burst', 'power.outage', 'power.hazard', 'gas.outage', 'gas.leak'],
    true,
    [
      ['与公用企业核实范围和恢复时间', 'Confirm the area and the time of repair with the utility'],
      ['涉及医院、养老院的立即上报', 'Report at once when a hospital or care home is affected'],
    ],
    ['seats', 'voice', 'merge', 'raise'],
  ],
  [
    'snow-ice',
    '雪天冰冻',
    'Snow and ice',
    ['snow.road', 'snow.estate', 'road.congestion', 'transit.bus', 'green.fallen-tree', 'heat.no-heat', 'power.outage'],
    true,
    [['与扫雪铲冰指挥部对接，按道路等级派单', 'Link with the snow command; dispatch by class of road']],
    ['seats', 'voice', 'raise', 'report'],
  ],
  [
    'seat-system-failure',
    '坐席系统故障',
    'Seat-system failure',
    [],
    false,
    [
      ['切换备用话务平台，启用人工登记', 'Switch to the stand-by telephone platform, take cases on paper forms'],
      ['引导市民使用网络渠道', 'Point citizens to the web channels'],
      ['恢复后补录并核对时限起点', 'Enter the cases afterwards and check when their deadlines began'],
    ],
    ['voice', 'report'],
  ],
  [
    'public-event',
    '重大活动',
    'Public event',
    [
      'road.congestion',
      'road.signal',
      'transit.bus',
      'transit.metro',
      'transit.taxi',
      'parking.disorder',
      'noise.construction',
      'city.street-vendor',
      'green.park',
    ],
    false,
    [['接收活动保障口径，统一答复', 'Take in the agreed wording for the event and answer with it']],
    ['seats', 'voice', 'merge'],
  ],
];

export function makePlaybooks() {
  return TABLE.map(([code, zh, en, categories, gradeRaise, own, shared]) => ({
    code,
    name: { zh, en },
    actions: [...own, ...shared.map((key) => SHARED_ACTIONS[key])].map(([actionZh, actionEn]) => ({ zh: actionZh, en: actionEn })),
    categories,
    gradeRaise,
  }));
}
