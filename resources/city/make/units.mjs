// Who must act (承办单位): every township and district, the municipal departments, the public utilities.
import assert from 'node:assert/strict';

/** Real public bodies. code | Chinese name | Chinese short name | English name | English short name. */
const DEPARTMENTS = `
dept.city-management | 北京市城市管理委员会 | 市城市管理委 | Beijing Municipal Commission of City Management | City Management
dept.housing | 北京市住房和城乡建设委员会 | 市住房城乡建设委 | Beijing Municipal Commission of Housing and Urban-Rural Development | Housing
dept.transport | 北京市交通委员会 | 市交通委 | Beijing Municipal Commission of Transport | Transport
dept.water | 北京市水务局 | 市水务局 | Beijing Water Authority | Water Authority
dept.planning | 北京市规划和自然资源委员会 | 市规划自然资源委 | Beijing Municipal Commission of Planning and Natural Resources | Planning
dept.market | 北京市市场监督管理局 | 市市场监管局 | Beijing Municipal Administration for Market Regulation | Market Regulation
dept.education | 北京市教育委员会 | 市教委 | Beijing Municipal Education Commission | Education
dept.health | 北京市卫生健康委员会 | 市卫生健康委 | Beijing Municipal Health Commission | Health
dept.human-resources | 北京市人力资源和社会保障局 | 市人力资源社会保障局 | Beijing Municipal Human Resources and Social Security Bureau | Human Resources
dept.police | 北京市公安局 | 市公安局 | Beijing Municipal Public Security Bureau | Public Security
dept.traffic-police | 北京市公安局公安交通管理局 | 市公安局交通管理局 | Beijing Traffic Management Bureau | Traffic Police
dept.environment | 北京市生态环境局 | 市生态环境局 | Beijing Municipal Ecology and Environment Bureau | Environment
dept.civil-affairs | 北京市民政局 | 市民政局 | Beijing Municipal Civil Affairs Bureau | Civil Affairs
dept.medical-insurance | 北京市医疗保障局 | 市医保局 | Beijing Municipal Medical Insurance Bureau | Medical Insurance
dept.landscaping | 北京市园林绿化局 | 市园林绿化局 | Beijing Municipal Forestry and Parks Bureau | Forestry and Parks
dept.agriculture | 北京市农业农村局 | 市农业农村局 | Beijing Municipal Bureau of Agriculture and Rural Affairs | Agriculture
dept.culture-tourism | 北京市文化和旅游局 | 市文化和旅游局 | Beijing Municipal Culture and Tourism Bureau | Culture and Tourism
dept.sport | 北京市体育局 | 市体育局 | Beijing Municipal Bureau of Sports | Sports
dept.law-enforcement | 北京市城市管理综合行政执法局 | 市城管执法局 | Beijing Municipal Bureau of City Administration and Law Enforcement | City Enforcement
dept.emergency | 北京市应急管理局 | 市应急局 | Beijing Municipal Emergency Management Bureau | Emergency Management
dept.fire | 北京市消防救援总队 | 市消防救援总队 | Beijing Fire and Rescue Brigade | Fire and Rescue
dept.commerce | 北京市商务局 | 市商务局 | Beijing Municipal Commerce Bureau | Commerce
dept.finance | 北京市财政局 | 市财政局 | Beijing Municipal Finance Bureau | Finance
dept.tax | 国家税务总局北京市税务局 | 市税务局 | Beijing Municipal Tax Service | Tax Service
dept.development-reform | 北京市发展和改革委员会 | 市发展改革委 | Beijing Municipal Commission of Development and Reform | Development and Reform
dept.economy-it | 北京市经济和信息化局 | 市经济和信息化局 | Beijing Municipal Bureau of Economy and Information Technology | Economy and IT
dept.science | 北京市科学技术委员会、中关村科技园区管理委员会 | 市科委、中关村管委会 | Beijing Municipal Science and Technology Commission | Science and Technology
dept.post | 北京市邮政管理局 | 市邮政管理局 | Beijing Postal Administration | Postal Administration
dept.communications | 北京市通信管理局 | 市通信管理局 | Beijing Communications Administration | Communications
dept.justice | 北京市司法局 | 市司法局 | Beijing Municipal Bureau of Justice | Justice
dept.veterans | 北京市退役军人事务局 | 市退役军人局 | Beijing Municipal Bureau of Veterans Affairs | Veterans Affairs
dept.housing-fund | 北京住房公积金管理中心 | 北京住房公积金管理中心 | Beijing Housing Provident Fund Management Center | Housing Fund
dept.government-services | 北京市政务服务和数据管理局 | 市政务服务和数据管理局 | Beijing Municipal Government Services and Data Administration | Government Services
dept.drug | 北京市药品监督管理局 | 市药监局 | Beijing Municipal Medical Products Administration | Medical Products
dept.meteorology | 北京市气象局 | 市气象局 | Beijing Meteorological Service | Meteorological Service
dept.disabled | 北京市残疾人联合会 | 市残联 | Beijing Disabled Persons' Federation | Disabled Persons' Federation
`;

const UTILITIES = `
util.heat | 北京市热力集团有限责任公司 | 热力集团 | Beijing District Heating Group | District Heating
util.gas | 北京市燃气集团有限责任公司 | 燃气集团 | Beijing Gas Group | Beijing Gas
util.water | 北京市自来水集团有限责任公司 | 自来水集团 | Beijing Waterworks Group | Waterworks
util.power | 国网北京市电力公司 | 国网北京电力 | State Grid Beijing Electric Power | State Grid Beijing
util.drainage | 北京城市排水集团有限责任公司 | 排水集团 | Beijing Drainage Group | Drainage Group
util.bus | 北京公共交通控股（集团）有限公司 | 公交集团 | Beijing Public Transport Corporation | Beijing Bus
util.metro | 北京市地铁运营有限公司 | 地铁运营公司 | Beijing Subway | Beijing Subway
util.metro-mtr | 北京京港地铁有限公司 | 京港地铁 | Beijing MTR | Beijing MTR
util.unicom | 中国联合网络通信有限公司北京市分公司 | 北京联通 | China Unicom Beijing | Unicom Beijing
util.mobile | 中国移动通信集团北京有限公司 | 北京移动 | China Mobile Beijing | Mobile Beijing
util.telecom | 中国电信股份有限公司北京分公司 | 北京电信 | China Telecom Beijing | Telecom Beijing
util.cable | 北京歌华有线电视网络股份有限公司 | 歌华有线 | Beijing Gehua CATV | Gehua CATV
util.post | 中国邮政集团有限公司北京市分公司 | 北京邮政 | China Post Beijing | China Post Beijing
util.sanitation | 北京环境卫生工程集团有限公司 | 环卫集团 | Beijing Environment Sanitation Engineering Group | Sanitation Group
util.expressway | 北京市首都公路发展集团有限公司 | 首发集团 | Beijing Capital Highway Development Group | Capital Highways
`;

function readBodies(table, kind) {
  return table
    .trim()
    .split('\n')
    .map((line) => line.split(' | '))
    .map(([code, zh, shortZh, en, shortEn]) => ({
      code,
      kind,
      name: { zh, en },
      short: { zh: shortZh, en: shortEn },
      district: null,
    }));
}

/** A short name that stands twice in the city takes its district with it: 八里庄街道(朝阳). */
function shortNames(townships, districtOf) {
  const shortEn = ({ name, kind }) => (kind === 'functional-zone' ? name.en : name.en.replace(/ (?:\S+ Township|\S+)$/u, ''));
  const count = (pick) => {
    const seen = new Map();
    for (const township of townships) seen.set(pick(township), (seen.get(pick(township)) ?? 0) + 1);
    return seen;
  };
  const zhSeen = count(({ name }) => name.zh);
  const enSeen = count(shortEn);
  const districtEn = new Set([...districtOf.values()].map(({ en }) => en));
  return (township) => {
    const district = districtOf.get(township.district);
    const en = shortEn(township);
    return {
      zh: zhSeen.get(township.name.zh) > 1 ? `${township.name.zh}(${district.zh.replace('区', '')})` : township.name.zh,
      en: districtEn.has(en) ? township.name.en : enSeen.get(en) > 1 ? `${en} (${district.en})` : en,
    };
  };
}

/** `districts`: GeoJSON; `townships`: as made. Townships and districts keep their own codes as unit codes. */
export function makeUnits(districts, townships) {
  const districtOf = new Map(districts.features.map(({ properties }) => [properties.code, properties.name]));
  const shortOf = shortNames(townships, districtOf);
  const units = [
    ...[...districtOf].map(([code, name]) => ({
      code,
      kind: 'district',
      name: { zh: `${name.zh}人民政府`, en: `${name.en} District Government` },
      short: { ...name },
      district: code,
    })),
    ...townships.map((township) => ({
      code: township.code,
      kind: 'township',
      name: {
        zh: `${districtOf.get(township.district).zh}${township.name.zh}`,
        en: `${township.name.en}, ${districtOf.get(township.district).en}`,
      },
      short: shortOf(township),
      district: township.district,
    })),
    ...readBodies(DEPARTMENTS, 'department'),
    ...readBodies(UTILITIES, 'utility'),
  ];
  assert.equal(new Set(units.map(({ code }) => code)).size, units.length, 'two units share a code');
  for (const language of ['zh', 'en'])
    assert.equal(new Set(units.map(({ short }) => short[language])).size, units.length, `two units share a short name (${language})`);
  return units;
}
