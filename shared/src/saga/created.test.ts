import { expect, test } from '@jest/globals';
import { createdBy } from './created.ts';

test('what a step has made is named by the fields of its answer that say so', () => {
  const creates = [
    { type: 'AWS::EC2::Subnet', id: ['publicSubnetIds', 'privateSubnetIds'] },
    { type: 'AWS::EC2::VPC', id: 'vpcId' },
    { type: 'AWS::EC2::Route' },
  ];
  expect(createdBy(creates, { publicSubnetIds: ['s-1', 's-2'], privateSubnetIds: ['s-3'], vpcId: 'v-1', changeId: 'c' })).toEqual([
    { type: 'AWS::EC2::Subnet', id: 's-1' },
    { type: 'AWS::EC2::Subnet', id: 's-2' },
    { type: 'AWS::EC2::Subnet', id: 's-3' },
    { type: 'AWS::EC2::VPC', id: 'v-1' },
  ]);
  expect(createdBy(creates, {})).toEqual([]);
});

test('a person whom a step has invited is told to no log and no timeline', () => {
  expect(createdBy([{ type: 'AWS::Cognito::UserPoolUser', id: 'firstUser' }], { firstUser: 'it@mercy.example' })).toEqual([]);
});
