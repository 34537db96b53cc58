// What people ask for, in three levels. Our own codes in the spirit of GB/T 39666-2020; grades and shares are assumptions (A).
// Columns of a leaf: code | Chinese | English | grade | share (relative, ordinary days) | who handles it.
// "who" is a unit's code, or township / district for the unit of the place where it happens.
import assert from 'node:assert/strict';

const TREE = `
# heat | 供暖 | Heating
## heat.indoor | 室内供暖 | Heat indoors
heat.room-temperature | 室温不达标 | Room below the set temperature | 24h | 26 | util.heat
heat.no-heat | 停暖不热 | No heat | 24h | 14 | util.heat
heat.leak | 供暖漏水 | Heating pipe leak | 2h | 5 | util.heat
## heat.service | 供暖服务 | Heating service
heat.fee | 供暖收费 | Heating charges | 7d | 5 | dept.city-management
heat.renovation | 管网改造 | Pipe renovation | 15d | 3 | dept.city-management

# utility | 水电气 | Water, power and gas
## utility.water | 供水 | Water supply
water.outage | 停水 | Water cut | 24h | 14 | util.water
water.quality | 水质问题 | Water quality | 24h | 5 | util.water
water.pipe-burst | 管线破裂跑水 | Burst water main | 2h | 6 | util.water
## utility.power | 供电 | Power supply
power.outage | 停电 | Power cut | 24h | 14 | util.power
power.hazard | 电力线路隐患 | Hazard on a power line | 2h | 4 | util.power
power.meter | 电表与电费 | Meter and bill | 7d | 4 | util.power
## utility.gas | 燃气 | Gas
gas.outage | 停气 | Gas cut | 24h | 4 | util.gas
gas.leak | 燃气泄漏 | Gas leak | 2h | 3 | util.gas
gas.service | 燃气服务 | Gas service | 7d | 5 | util.gas
## utility.telecom | 通信与有线电视 | Telephone, internet and cable
telecom.signal | 通信信号差 | Poor signal | 7d | 5 | util.unicom
telecom.charge | 通信资费 | Telephone charges | 7d | 7 | dept.communications

# housing | 住房 | Housing
## housing.property | 物业管理 | Property management
property.service | 物业服务差 | Poor property service | 7d | 36 | township
property.fee | 物业收费 | Property charges | 7d | 14 | township
property.owners-committee | 业委会与物管会 | Owners' committee | 15d | 7 | township
property.repair-fund | 公共维修资金 | Shared repair fund | 15d | 5 | dept.housing
## housing.building | 房屋修缮 | Building repair
roof.leak | 房屋漏雨 | Roof leak | 7d | 14 | township
building.sewer-blocked | 下水堵塞 | Blocked drain | 24h | 14 | township
building.wall-falling | 外墙脱落 | Wall pieces falling | 2h | 3 | township
building.old-renovation | 老旧小区改造 | Renovation of old estates | 15d | 9 | district
## housing.elevator | 电梯 | Elevators
elevator.fault | 电梯故障 | Elevator out of order | 24h | 9 | dept.market
elevator.trapped | 电梯困人 | People trapped in an elevator | 2h | 1 | dept.market
elevator.retrofit | 老楼加装电梯 | Elevator for an old building | 15d | 6 | dept.housing
## housing.title | 房屋权属与交易 | Title and sale
title.certificate | 房产证办理 | Property certificate | 15d | 8 | dept.planning
title.new-home-quality | 新建住宅质量 | Quality of new homes | 15d | 6 | dept.housing
title.rental | 房屋租赁纠纷 | Rental dispute | 7d | 16 | dept.housing
title.provident-fund | 住房公积金 | Housing provident fund | 7d | 6 | dept.housing-fund

# traffic | 交通 | Traffic
## traffic.parking | 停车 | Parking
parking.disorder | 乱停车 | Illegal parking | 7d | 22 | dept.traffic-police
parking.shortage | 停车难 | Too few parking places | 15d | 14 | township
parking.fee | 停车收费 | Parking charges | 7d | 8 | dept.transport
## traffic.road | 道路 | Roads
road.damage | 路面破损 | Road damage | 7d | 12 | dept.transport
road.streetlight | 路灯不亮 | Street light out | 7d | 7 | dept.city-management
road.manhole | 井盖缺失破损 | Manhole cover missing | 2h | 5 | dept.city-management
road.signal | 信号灯与标线 | Signals and markings | 7d | 8 | dept.traffic-police
road.congestion | 交通拥堵 | Congestion | 15d | 7 | dept.traffic-police
## traffic.transit | 公共交通 | Public transport
transit.bus | 公交服务 | Bus service | 7d | 12 | util.bus
transit.metro | 地铁服务 | Metro service | 7d | 8 | util.metro
transit.taxi | 出租与网约车 | Taxi and ride hailing | 7d | 14 | dept.transport
## traffic.vehicle | 机动车与电动自行车 | Vehicles and e-bikes
ebike.charging | 电动自行车充电 | E-bike charging | 15d | 9 | township
ebike.indoors | 电动自行车进楼入户 | E-bike taken indoors | 24h | 5 | township
vehicle.ev-charging | 新能源车充电桩 | Electric car charging | 15d | 8 | dept.city-management
vehicle.shared-bike | 共享单车停放 | Shared bike parking | 7d | 6 | dept.transport
vehicle.licence | 小客车指标与驾管 | Car quota and licences | 7d | 10 | dept.transport

# environment | 环境保护 | Environment
## environment.noise | 噪声 | Noise
noise.construction | 施工噪声 | Construction noise | 24h | 22 | dept.law-enforcement
noise.neighbour | 社会生活噪声 | Noise from neighbours | 7d | 18 | dept.police
noise.traffic | 交通噪声 | Traffic noise | 15d | 5 | dept.transport
## environment.air | 大气 | Air
air.restaurant-fumes | 餐饮油烟 | Restaurant fumes | 7d | 8 | dept.environment
air.dust | 扬尘 | Dust | 7d | 6 | dept.law-enforcement
air.odour | 异味 | Bad smell | 7d | 5 | dept.environment

# city | 市容环卫 | Streets and cleaning
## city.waste | 垃圾 | Waste
waste.uncollected | 垃圾清运不及时 | Waste not collected | 24h | 14 | township
waste.sorting | 垃圾分类 | Waste sorting | 7d | 5 | township
waste.construction | 建筑垃圾渣土 | Building waste | 7d | 8 | township
## city.order | 街面秩序 | Street order
city.illegal-building | 违法建设 | Illegal building | 15d | 16 | township
city.street-vendor | 无照游商与占道经营 | Street vendors | 7d | 9 | township
city.public-toilet | 公厕 | Public toilets | 7d | 4 | dept.city-management
## city.green | 园林绿化 | Greening
green.tree-pruning | 树木修剪 | Tree pruning | 7d | 9 | dept.landscaping
green.fallen-tree | 树木倒伏 | Fallen tree | 2h | 3 | dept.landscaping
green.park | 公园管理 | Parks | 7d | 7 | dept.landscaping
## city.animals | 文明养犬 | Dogs
dog.stray | 流浪犬 | Stray dogs | 7d | 6 | dept.police
dog.unleashed | 不文明养犬 | Dogs off the leash | 7d | 8 | dept.police

# water-safety | 排水防汛 | Drainage and floods
## water-safety.flood | 积水内涝 | Flooding
ponding.road | 道路积水 | Ponding on a road | 2h | 4 | util.drainage
ponding.estate | 小区积水 | Ponding in an estate | 24h | 3 | township
flood.river | 河道水情 | River level | 2h | 1 | dept.water
## water-safety.sewer | 排水设施 | Drains
sewer.overflow | 污水外溢 | Sewage overflow | 24h | 5 | util.drainage

# snow | 扫雪铲冰 | Snow and ice
## snow.clearing | 清扫 | Clearing
snow.road | 道路积雪结冰 | Snow and ice on a road | 24h | 2 | dept.city-management
snow.estate | 小区积雪结冰 | Snow and ice in an estate | 24h | 2 | township

# market | 市场消费 | Market and consumers
## market.consumer | 消费纠纷 | Consumer disputes
consumer.refund | 退款与售后 | Refund and after-sales | 7d | 42 | dept.market
consumer.prepaid | 预付式消费 | Prepaid cards | 15d | 18 | dept.market
consumer.fitness | 体育健身预付费 | Prepaid sports | 15d | 8 | dept.sport
consumer.travel | 旅行社与旅游 | Travel agencies | 7d | 7 | dept.culture-tourism
consumer.false-advertising | 虚假宣传 | False advertising | 7d | 10 | dept.market
## market.food | 食品药品 | Food and medicine
food.safety | 食品安全 | Food safety | 24h | 9 | dept.market
drug.quality | 药品器械 | Medicine and devices | 7d | 3 | dept.drug
## market.express | 快递 | Express delivery
express.delivery | 快递末端服务 | Last-mile delivery | 7d | 12 | dept.post
express.loss | 快件丢失损毁 | Parcel lost or broken | 7d | 6 | dept.post

# education | 教育 | Education
## education.school | 学校 | Schools
school.admission | 入学入园 | Admission | 7d | 9 | dept.education
school.management | 校园管理 | School management | 7d | 9 | dept.education
school.traffic | 校园周边交通 | Traffic at school gates | 7d | 4 | dept.traffic-police
## education.training | 培训 | Training
training.refund | 培训机构退费 | Refund of training fees | 15d | 11 | dept.education

# health | 医疗健康 | Health
## health.hospital | 医疗服务 | Hospitals
medical.service | 医疗服务质量 | Quality of care | 7d | 12 | dept.health
medical.appointment | 预约挂号 | Appointments | 7d | 6 | dept.health
medical.order | 医疗秩序 | Order in hospitals | 7d | 3 | dept.health
## health.insurance | 医疗保障 | Medical insurance
medical.insurance | 医保报销 | Insurance claims | 7d | 11 | dept.medical-insurance

# work | 劳动和社会保障 | Work and social security
## work.labour | 劳动关系 | Employment
labour.wages | 拖欠工资 | Unpaid wages | 7d | 22 | dept.human-resources
labour.contract | 劳动合同 | Labour contract | 15d | 8 | dept.human-resources
labour.platform-worker | 新就业形态权益 | Platform workers | 15d | 4 | dept.human-resources
labour.job | 就业服务 | Help to find work | 7d | 4 | dept.human-resources
## work.social | 社会保障 | Social security
social.pension | 养老保险 | Pension | 7d | 9 | dept.human-resources
social.elderly-care | 养老服务 | Care for the old | 7d | 6 | dept.civil-affairs
social.relief | 社会救助 | Relief | 7d | 3 | dept.civil-affairs

# security | 公共安全与户政 | Safety and registration
## security.registration | 户籍证件 | Registration
household.registration | 户籍办理 | Household registration | 7d | 8 | dept.police
household.residence | 居住证与积分落户 | Residence permits | 7d | 6 | dept.police
## security.safety | 安全隐患 | Hazards
fire.passage-blocked | 消防通道堵塞 | Fire lane blocked | 24h | 7 | dept.fire
safety.production | 安全生产 | Safety at work | 24h | 3 | dept.emergency
security.fraud | 电信诈骗 | Telephone fraud | 24h | 4 | dept.police

# rural | 农村 | Countryside
## rural.village | 村务 | Village affairs
rural.land | 土地与宅基地 | Land and homesteads | 15d | 6 | township
rural.village-affairs | 村务公开 | Village affairs | 15d | 4 | township
rural.toilet-road | 村庄道路与环境 | Village roads and cleaning | 7d | 4 | township
`;

/** All three levels in the order of the table; level 3 carries grade, share and who handles it. */
export function makeCategories() {
  const categories = [];
  let [first, second] = [null, null];
  for (const line of TREE.trim().split('\n').filter(Boolean)) {
    const [, marks, rest] = /^(#*)\s*(.*)$/u.exec(line);
    const [code, zh, en, grade, share, who] = rest.split(' | ');
    const level = marks.length === 0 ? 3 : marks.length;
    const parent = [null, first, second][level - 1];
    if (level === 1) first = code;
    if (level === 2) second = code;
    const category = { code, parent, level, name: { zh, en } };
    if (level === 3) Object.assign(category, { grade, share: Number(share) }, handler(who));
    categories.push(category);
  }
  check(categories);
  return categories;
}

function handler(who) {
  if (who === 'township' || who === 'district') return { unitKind: who };
  return { unitKind: who.startsWith('util.') ? 'utility' : 'department', department: who };
}

function check(categories) {
  assert.equal(new Set(categories.map(({ code }) => code)).size, categories.length, 'two categories share a code');
  for (const { code, level, grade, share, name } of categories) {
    assert(name.zh && name.en, code);
    if (level === 3) assert(['2h', '24h', '7d', '15d'].includes(grade) && share > 0, `leaf ${code}`);
  }
}
